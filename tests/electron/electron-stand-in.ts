import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'

/*
 * Stands in for the `electron` module, which exists only inside Electron: keeps what it is told, and
 * lets a test raise the events that Electron would. `vitest.config.ts` puts it in Electron's place.
 */

type Answer = Electron.WindowOpenHandlerResponse
type Callback = (...args: never[]) => unknown

/** A frame is only ever compared and asked for its address. */
export const frameAt = (url: string) => ({ url }) as Electron.WebFrameMain

export class WebContentsStandIn extends EventEmitter {
  readonly ipc = new EventEmitter()
  readonly sent: unknown[] = []
  mainFrame = frameAt('app://workbench/index.html')
  destroyed = false
  windowOpenHandler: ((details: { url: string }) => Answer) | undefined

  send(_channel: string, message: unknown) {
    if (this.destroyed) throw new TypeError('Object has been destroyed')
    this.sent.push(message)
  }
  isDestroyed = () => this.destroyed
  setWindowOpenHandler(handler: (details: { url: string }) => Answer) {
    this.windowOpenHandler = handler
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = []
  static readonly getAllWindows = () => BrowserWindow.all.filter((window) => !window.isClosed)

  readonly webContents = new WebContentsStandIn()
  readonly options: Electron.BrowserWindowConstructorOptions
  readonly addresses: string[] = []
  isClosed = false
  minimized = false
  maximized = false
  focused = 0
  shown = false
  bounds: Electron.Rectangle = { x: 0, y: 0, width: 800, height: 600 }

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super()
    this.options = options
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  async loadURL(url: string) {
    this.addresses.push(url)
  }
  isMinimized = () => this.minimized
  isMaximized = () => this.maximized
  getNormalBounds = () => this.bounds
  restore = () => void (this.minimized = false)
  maximize = () => void (this.maximized = true)
  focus = () => void this.focused++
  show = () => void (this.shown = true)
  close() {
    this.emit('close')
    this.isClosed = true
    this.webContents.destroyed = true
    this.webContents.emit('destroyed')
    if (BrowserWindow.getAllWindows().length === 0) app.emit('window-all-closed')
  }
}

class AppStandIn extends EventEmitter {
  name = 'electron'
  isFirstInstance = true
  isSandboxed = false
  userModelId = ''
  exitCode: number | undefined
  quits = 0
  paths: Record<string, string> = {}
  appPath = '/app'

  setName = (name: string) => void (this.name = name)
  getName = () => this.name
  setAppUserModelId = (id: string) => void (this.userModelId = id)
  requestSingleInstanceLock = () => this.isFirstInstance
  enableSandbox = () => void (this.isSandboxed = true)
  whenReady = async () => undefined
  getPath = (name: string) => this.paths[name] ?? `/nowhere/${name}`
  getAppPath = () => this.appPath
  exit = (code = 0) => void (this.exitCode = code)
  showAboutPanel = () => undefined
  quit() {
    this.quits++
    for (const window of BrowserWindow.getAllWindows()) window.isClosed = true
    let isPrevented = false
    this.emit('will-quit', { preventDefault: () => (isPrevented = true) })
    if (!isPrevented) this.exit(0)
  }
}
export const app = new AppStandIn()

class SessionStandIn extends EventEmitter {
  permissionRequest: Callback | undefined
  permissionCheck: Callback | undefined
  devicePermission: Callback | undefined
  setPermissionRequestHandler = (handler: Callback) => void (this.permissionRequest = handler)
  setPermissionCheckHandler = (handler: Callback) => void (this.permissionCheck = handler)
  setDevicePermissionHandler = (handler: Callback) => void (this.devicePermission = handler)
}
export const session = { defaultSession: new SessionStandIn() }

export const protocol = {
  privileged: [] as Electron.CustomScheme[],
  handlers: new Map<string, (request: Request) => Promise<Response>>(),
  registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) =>
    void (protocol.privileged = schemes),
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
    void protocol.handlers.set(scheme, handler),
}

export const Menu = {
  current: [] as Electron.MenuItemConstructorOptions[],
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
  setApplicationMenu: (menu: Electron.MenuItemConstructorOptions[]) => void (Menu.current = menu),
}

export const dialog = {
  errors: [] as { title: string; content: string }[],
  /** What a person chooses next; undefined: cancels. */
  chosen: undefined as string | undefined,
  showOpenDialog: async () => ({ filePaths: dialog.chosen ? [dialog.chosen] : [] }),
  showSaveDialog: async () => ({ filePath: dialog.chosen ?? '' }),
  showErrorBox: (title: string, content: string) => void dialog.errors.push({ title, content }),
}

export const shell = {
  shownFiles: [] as string[],
  showItemInFolder: (file: string) => void shell.shownFiles.push(file),
}

export const screen = {
  displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
  getAllDisplays: () => screen.displays,
}

export const nativeTheme = { shouldUseDarkColors: false }

export const ipcRenderer = Object.assign(new EventEmitter(), {
  sent: [] as unknown[],
  send: (channel: string, message: unknown) => void ipcRenderer.sent.push([channel, message]),
})

export const contextBridge = {
  exposed: {} as Record<string, unknown>,
  exposeInMainWorld: (name: string, value: unknown) => void (contextBridge.exposed[name] = value),
}

/** As before the app was started. */
export function resetElectron(): void {
  BrowserWindow.all.length = 0
  app.removeAllListeners()
  Object.assign(app, { isFirstInstance: true, isSandboxed: false, exitCode: undefined, quits: 0 })
  session.defaultSession.removeAllListeners()
  protocol.handlers.clear()
  protocol.privileged = []
  Menu.current = []
  dialog.errors = []
  dialog.chosen = undefined
  shell.shownFiles = []
  ipcRenderer.removeAllListeners()
  ipcRenderer.sent.length = 0
}
