import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The Electron program, or why there is none, in the middle of a sentence. */
export type Electron =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly reason: string }

interface Options {
  /** Folder of the npm package `electron`. Loading the package would start a download. */
  readonly packageFolder: string
  /** Whether the place it is downloaded from can be reached. */
  isReachable?(version: string): Promise<boolean>
  readonly downloadLimitMs?: number
}

const PROBE_LIMIT_MS = 5_000
/** For those who wait in front of a slow line; without a network it is never reached. */
const DOWNLOAD_LIMIT_MS = 180_000

/** Finds Electron, and fetches it when it is missing but within reach. */
export async function findElectron({
  packageFolder,
  isReachable = isReleaseReachable,
  downloadLimitMs = DOWNLOAD_LIMIT_MS,
}: Options): Promise<Electron> {
  const installed = installedPath(packageFolder)
  if (installed) return { kind: 'found', path: installed }

  const packageFile = join(packageFolder, 'package.json')
  if (!existsSync(packageFile)) return { kind: 'missing', reason: 'Electron is not installed' }

  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }
  if (!(await isReachable(version))) {
    return { kind: 'missing', reason: 'Electron is not here and cannot be fetched' }
  }
  await download(packageFolder, downloadLimitMs)
  const path = installedPath(packageFolder)
  return path
    ? { kind: 'found', path }
    : { kind: 'missing', reason: 'Electron could not be fetched (try npx install-electron)' }
}

/** Where the package's own install script put the program. */
function installedPath(packageFolder: string): string | undefined {
  const pathFile = join(packageFolder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist')
  const path = join(folder, readFileSync(pathFile, 'utf8'))
  return existsSync(path) ? path : undefined
}

/** Asks for the small list of checksums that lies beside the program. */
async function isReleaseReachable(version: string): Promise<boolean> {
  const mirror =
    process.env['ELECTRON_MIRROR'] ??
    process.env['npm_config_electron_mirror'] ??
    'https://github.com/electron/electron/releases/download/'
  try {
    const response = await fetch(`${mirror}v${version}/SHASUMS256.txt`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_LIMIT_MS),
    })
    return response.ok
  } catch {
    return false
  }
}

/** Runs the package's install script; whether it worked is seen by what it left. */
function download(packageFolder: string, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageFolder, 'install.js')], {
      stdio: 'ignore',
      timeout: limitMs,
      killSignal: 'SIGKILL',
    })
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
}
