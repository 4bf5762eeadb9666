import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { _electron } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { CallParams, MethodName, Result } from '#shared/api.ts'
import type { Answer } from '#shared/rpc.ts'
import { inProject } from '../../scripts/project.ts'

/** A program that runs a folder as an application, and the folder with the built workbench. */
interface ElectronProgram {
  readonly program: string
  readonly app: string
}

/**
 * Returns the package's own program, or the one that ELECTRON_PROGRAM names, with the folder `app`
 * beside it; a sentence if neither can be used.
 */
export function findElectron(): ElectronProgram | string {
  const packaged = inProject('node_modules/electron')
  const name = join(packaged, 'path.txt')
  // Chromium's sandbox is not for root, and the application never runs without it.
  if (existsSync(name) && process.getuid?.() !== 0) {
    const program = join(packaged, 'dist', readFileSync(name, 'utf8').trim())
    if (existsSync(program)) return needsDisplay() ?? { program, app: inProject('.') }
  }
  const named = process.env['ELECTRON_PROGRAM']
  if (named === undefined)
    return 'there is no program of Electron here, and ELECTRON_PROGRAM names none'
  const app = join(dirname(named), 'app')
  if (!existsSync(named) || !existsSync(join(app, 'out/main/main.js'))) {
    return `ELECTRON_PROGRAM=${named} is not there, or has no built workbench in ${app}`
  }
  return needsDisplay() ?? { program: named, app }
}

const hasDisplay = () =>
  process.platform !== 'linux' || ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => process.env[name])

const needsDisplay = (): string | null =>
  hasDisplay() || spawnSync('Xvfb', ['-help']).error === undefined
    ? null
    : 'there is no display here, and no program `Xvfb` to make one'

/** A display for the programs that a test starts; an invisible one of its own if there is none. */
export async function openDisplay(): Promise<Record<string, string>> {
  if (hasDisplay()) return {}
  const child = spawn('Xvfb', ['-displayfd', '3', '-ac', '-screen', '0', '1440x900x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('Xvfb ended')))
    createInterface({ input: child.stdio[3] as Readable }).once('line', (display) =>
      resolve({ DISPLAY: `:${display}` }),
    )
  })
}

export interface ElectronWindow {
  /** Calls the API from the page, over the bridge that the page has. */
  call<M extends MethodName>(method: M, params: CallParams<M>): Promise<Result<M>>
  /** Ends the program as a person does, or with SIGKILL. */
  close(): Promise<void>
  kill(): Promise<void>
}

/** The workbench in a real Electron, with a home of its own. */
export async function openElectronWindow(
  { program, app: folder }: ElectronProgram,
  home: string,
  environment: Readonly<Record<string, string>>,
): Promise<ElectronWindow> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name === 'ELECTRON_RUN_AS_NODE' ? [] : [[name, value] as const],
  )
  const app = await _electron.launch({
    executablePath: program,
    args: [folder],
    chromiumSandbox: true,
    env: {
      ...Object.fromEntries(inherited),
      ...environment,
      ...{ HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_DATA_HOME: home },
    },
  })
  const child = app.process()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  onTestFinished(() => void child.kill('SIGKILL'))
  const page = await app.firstWindow()
  await page.waitForLoadState()

  // The page's own client counts from 1.
  let id = 1e9
  return {
    async call(method, params) {
      const answer = await page.evaluate(
        (message) =>
          new Promise<Answer>((resolve) => {
            const { transport } = window
            transport!.onMessage((heard) => {
              if (heard.id === message.id) resolve(heard)
            })
            transport!.send(message)
          }),
        { id: id++, method, params },
      )
      if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`)
      return answer.result as never
    },
    async close() {
      await app.close()
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
