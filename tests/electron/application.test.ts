import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startApplication } from '#main/electron/application.ts'
import { createRememberedPlaces } from '#main/places.ts'
import { createClient } from '#shared/rpc.ts'
import {
  createBackendStandIn,
  runWithId,
  type BackendStandIn,
} from '../carriers/backend-stand-in.ts'
import {
  app,
  BrowserWindow,
  dialog,
  frameAt,
  Menu,
  protocol,
  resetElectron,
  session,
  shell,
} from './electron-stand-in.ts'

let folder: string
let backend: BackendStandIn

beforeEach(() => {
  resetElectron()
  folder = mkdtempSync(join(tmpdir(), 'app-'))
  mkdirSync(join(folder, 'out', 'renderer'), { recursive: true })
  writeFileSync(join(folder, 'out', 'renderer', 'index.html'), '<p>workbench</p>')
  app.appPath = folder
  app.paths = { userData: folder, logs: join(folder, 'logs'), downloads: '/downloads' }
  backend = createBackendStandIn()
})
afterEach(() => rmSync(folder, { recursive: true }))

const places = () => createRememberedPlaces(join(folder, 'places.json'))

async function start(): Promise<BrowserWindow> {
  await startApplication({
    databasePath: '/data/workbench.db',
    places: places(),
    openBackend: () => backend,
  })
  return BrowserWindow.getAllWindows()[0]!
}

/** The preload script's end of the bridge to a window. */
function pageOf({ webContents }: BrowserWindow) {
  const original = webContents.send.bind(webContents)
  let listener = (_message: unknown): void => undefined
  webContents.send = (channel, message) => {
    original(channel, message)
    listener(structuredClone(message))
  }
  return {
    send: (message: unknown) =>
      void webContents.ipc.emit('rpc', { senderFrame: webContents.mainFrame }, message),
    onMessage: (newListener: (message: unknown) => void) => void (listener = newListener),
  }
}

/** Raises an event that can be refused, and says whether it was. */
function isRefused(
  emitter: NodeJS.EventEmitter,
  name: string,
  properties = {},
  ...rest: unknown[]
) {
  let refused = false
  emitter.emit(name, { ...properties, preventDefault: () => (refused = true) }, ...rest)
  return refused
}

describe('the application', () => {
  it('shows the page of its own scheme in a window without Node', async () => {
    const window = await start()
    expect(window.addresses).toEqual(['app://workbench/index.html#/'])
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      preload: join(folder, 'out', 'preload', 'preload.cjs'),
    })
    expect(app.isSandboxed).toBe(true)

    const response = await protocol.handlers.get('app')!(new Request(window.addresses[0]!))
    expect(await response.text()).toBe('<p>workbench</p>')
  })

  it('appears only once there is something to see', async () => {
    const window = await start()
    expect(window.shown).toBe(false)
    window.emit('ready-to-show')
    expect(window.shown).toBe(true)
  })

  it('runs once: a second start ends and brings the first to the front', async () => {
    const window = await start()
    window.minimized = true
    app.emit('second-instance')
    expect(window.minimized).toBe(false)
    expect(window.focused).toBe(1)

    resetElectron()
    app.isFirstInstance = false
    let opened = false
    const openBackend = () => ((opened = true), backend)
    await startApplication({ databasePath: '/data/workbench.db', places: places(), openBackend })
    expect(app.quits).toBe(1)
    expect(opened).toBe(false)
    expect(BrowserWindow.getAllWindows()).toEqual([])
  })

  it('ends when its window closes, after the backend has closed', async () => {
    const window = await start()
    window.close()
    expect(app.exitCode).toBeUndefined()
    await vi.waitFor(() => expect(app.exitCode).toBe(0))
    expect(backend.isClosed()).toBe(true)
  })

  it('says in a box why the database does not open, and ends', async () => {
    await startApplication({
      databasePath: '/data/workbench.db',
      places: places(),
      openBackend: () => Promise.reject(new Error('The file /data/workbench.db is no database.')),
    })
    expect(dialog.errors).toEqual([
      {
        title: 'Reinforce Workbench cannot start',
        content: 'The file /data/workbench.db is no database.',
      },
    ])
    expect(app.exitCode).toBe(3)
    expect(BrowserWindow.getAllWindows()).toEqual([])
  })

  it('leads to its pages by the menu, without loading the page anew', async () => {
    const window = await start()
    const items = Menu.current.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    const click = (label: string) => {
      const item = items.find((item) => item.label === label)
      ;(item!.click as () => void)()
    }
    click('New run')
    click('Compare')
    click('Show the database file')
    expect(window.addresses.slice(1)).toEqual([
      'app://workbench/index.html#/runs/new',
      'app://workbench/index.html#/compare',
    ])
    expect(shell.shownFiles).toEqual(['/data/workbench.db'])
  })
})

describe('the page', () => {
  it('calls the backend and hears its events', async () => {
    const client = createClient(pageOf(await start()))
    expect(await client.call('runs.list', undefined)).toEqual([runWithId(1)])
    await expect(client.call('runs.get', { runId: 9 })).rejects.toThrow('There is no run 9')

    const deleted: unknown[] = []
    client.on('run.deleted', (event) => deleted.push(event))
    backend.publish('run.deleted', { runId: 3 })
    expect(deleted).toEqual([{ runId: 3 }])
  })

  it('learns nothing of unexpected errors, but the log does', async () => {
    const client = createClient(pageOf(await start()))
    await expect(client.call('system.info', undefined)).rejects.toThrow('Something went wrong')
    expect(readFileSync(join(folder, 'logs', 'errors.log'), 'utf8')).toContain('a secret')
  })

  it.each([
    ['another frame of the window', () => frameAt('app://workbench/index.html')],
    ['no frame at all', () => null],
  ])('is the only one answered: not %s', async (_, senderFrame) => {
    const { webContents } = await start()
    webContents.ipc.emit('rpc', { senderFrame: senderFrame() }, { id: 1, method: 'runs.list' })
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(webContents.sent).toEqual([])
    expect(backend.subscribers()).toBe(0)
  })

  it('is not answered once another address has taken its place', async () => {
    const { webContents } = await start()
    webContents.mainFrame = frameAt('https://evil.example/')
    const event = { senderFrame: webContents.mainFrame }
    webContents.ipc.emit('rpc', event, { id: 1, method: 'runs.list' })
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(webContents.sent).toEqual([])
  })

  it('gets no answer that its predecessor asked for before a reload', async () => {
    const window = await start()
    const page = pageOf(window)
    page.send({ id: 1, method: 'runs.list' })
    window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(window.webContents.sent).toEqual([])
    expect(backend.subscribers()).toBe(0)

    expect(await createClient(page).call('runs.list', undefined)).toHaveLength(1)
    expect(backend.subscribers()).toBe(1)
  })

  it('keeps its connection while only its fragment changes', async () => {
    const window = await start()
    await createClient(pageOf(window)).call('runs.list', undefined)
    window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    expect(backend.subscribers()).toBe(1)
  })

  it('is forgotten when its window closes', async () => {
    const window = await start()
    await createClient(pageOf(window)).call('runs.list', undefined)
    window.close()
    expect(backend.subscribers()).toBe(0)
    expect(() => backend.publish('run.deleted', { runId: 1 })).not.toThrow()
  })
})

describe('a page', () => {
  it.each(['will-navigate', 'will-frame-navigate'])('stays where it is (%s)', async (name) => {
    const { webContents } = await start()
    expect(isRefused(webContents, name, { url: 'https://evil.example/' })).toBe(true)
    expect(isRefused(webContents, name, { url: 'file:///etc/passwd' })).toBe(true)
    expect(isRefused(webContents, name, { url: 'app://workbench/index.html' })).toBe(false)
  })

  it('opens no window and embeds no page', async () => {
    const { webContents } = await start()
    expect(webContents.windowOpenHandler!({ url: 'https://evil.example/' })).toEqual({
      action: 'deny',
    })
    expect(isRefused(webContents, 'will-attach-webview')).toBe(true)
    expect(isRefused(webContents, 'will-redirect', { url: 'https://evil.example/' })).toBe(true)
  })

  it('may show notifications, and nothing else; another page may nothing', async () => {
    await start()
    const { permissionRequest, permissionCheck, devicePermission } = session.defaultSession
    const isGranted = (permission: string, requestingUrl: string) => {
      let answer: boolean | undefined
      const ask = permissionRequest as (...args: unknown[]) => void
      ask(null, permission, (given: boolean) => (answer = given), { requestingUrl })
      const check = permissionCheck as (...args: unknown[]) => boolean
      // The origin comes with a slash at its end.
      expect(check(null, permission, new URL('/', requestingUrl).href)).toBe(answer)
      return answer
    }
    expect(isGranted('notifications', 'app://workbench/index.html')).toBe(true)
    expect(isGranted('notifications', 'https://evil.example/')).toBe(false)
    expect(isGranted('media', 'app://workbench/index.html')).toBe(false)
    expect((devicePermission as () => boolean)()).toBe(false)
  })
})

describe('the database of the window', () => {
  const inside = (name: string) => join(folder, name)
  async function startWith(options: { databasePath: string; fallbackPath?: string }) {
    await startApplication({
      ...options,
      places: places(),
      openBackend: ({ databasePath }) => {
        if (databasePath.includes('broken')) throw new Error(`${databasePath} is damaged.`)
        return backend
      },
    })
  }

  it('is the usual one where the last one is damaged', async () => {
    await startWith({ databasePath: inside('broken.db'), fallbackPath: inside('usual.db') })
    expect(dialog.errors.map(({ title }) => title)).toEqual([
      'Reinforce Workbench opens the usual database',
    ])
    expect(BrowserWindow.getAllWindows()).toHaveLength(1)
    expect(app.exitCode).toBeUndefined()
  })

  it('is chosen in a dialog of the system, as is the folder for exports', async () => {
    await startWith({ databasePath: inside('usual.db') })
    const client = createClient(pageOf(BrowserWindow.getAllWindows()[0]!))
    expect(await client.call('places.choose', { purpose: 'open' })).toEqual({ path: null })
    dialog.chosen = folder
    expect(await client.call('places.choose', { purpose: 'create' })).toEqual({ path: folder })
    await client.call('places.setExportFolder', { path: folder })
    expect(await client.call('places.get', undefined)).toMatchObject({
      hasDialogs: true,
      exportFolder: folder,
    })
  })
})

describe('an export', () => {
  const download = (url: string) => {
    const options: Electron.SaveDialogOptions[] = []
    const item = {
      getURL: () => url,
      getFilename: () => 'episodes.csv',
      setSaveDialogOptions: (value: Electron.SaveDialogOptions) => options.push(value),
    }
    const refused = isRefused(session.defaultSession, 'will-download', {}, item)
    return { refused, options }
  }

  it('asks where to save, with its name and format filled in', async () => {
    await start()
    const { refused, options } = download('blob:app://workbench/0f4a')
    expect(refused).toBe(false)
    expect(options).toMatchObject([
      {
        defaultPath: join('/downloads', 'episodes.csv'),
        filters: [{ extensions: ['csv'] }, { extensions: ['*'] }],
      },
    ])
  })

  it('comes from the page itself or not at all', async () => {
    await start()
    expect(download('https://evil.example/x.exe').refused).toBe(true)
    expect(download('blob:https://evil.example/0f4a').refused).toBe(true)
  })
})
