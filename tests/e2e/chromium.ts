import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { inProject } from '../../scripts/project.ts'

/* CHROME_PATH names a browser; CHROME_PATH=packaged takes the one that npm ci brought. */

const PACKAGED = 'packaged'

const windowsFolders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
  (name) => process.env[name] ?? [],
)
const installed = [
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...windowsFolders.flatMap((folder) => [
    join(folder, 'Google/Chrome/Application/chrome.exe'),
    join(folder, 'Microsoft/Edge/Application/msedge.exe'),
  ]),
]

/** A headless Chromium: one that is installed, else the one in the npm package @sparticuz/chromium. */
export async function launchChromium(): Promise<Browser> {
  const wanted = process.env['CHROME_PATH']
  if (wanted !== undefined && wanted !== PACKAGED) {
    return chromium.launch({ executablePath: wanted })
  }
  const found = wanted === PACKAGED ? [] : installed.filter((path) => existsSync(path))
  for (const executablePath of found) {
    try {
      return await chromium.launch({ executablePath })
    } catch {
      // Some systems have a script there that only says how to install a browser.
    }
  }
  return launchPackaged()
}

async function launchPackaged(): Promise<Browser> {
  const folder = await unpackChromium()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    env: {
      ...process.env,
      // What a bare system may lack: security libraries and fonts.
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  })
}

/**
 * The folder of the packaged Chromium, unpacked the first time. The package itself would take any
 * file called /tmp/chromium for its own, also one that another user put there or only half wrote.
 */
async function unpackChromium(): Promise<string> {
  const packageFolder = inProject('node_modules/@sparticuz/chromium')
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string
  }
  const folder = inProject(`node_modules/.cache/chromium-${version}`)
  if (existsSync(folder)) return folder

  mkdirSync(dirname(folder), { recursive: true })
  const unfinished = mkdtempSync(`${folder}-`)
  const { TMPDIR: before } = process.env
  process.env['TMPDIR'] = unfinished
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium')
    await packaged.executablePath()
    await inflate(join(packageFolder, 'bin/al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  const fonts = `<fontconfig><dir>${join(folder, 'fonts')}</dir></fontconfig>`
  writeFileSync(join(unfinished, 'fonts/fonts.conf'), fonts)
  renameSync(unfinished, folder)
  return folder
}
