import { join } from 'node:path'
import { app, BrowserWindow, dialog, Menu, session } from 'electron'
import type { Backend, BackendOptions } from '#main/backend-contract.ts'
import { serveClient } from '#main/carrier.ts'
import type { RememberedPlaces } from '#main/places.ts'
import { openWorkbench, type Workbench } from '#main/workbench.ts'
import { pageUrl, registerScheme, serveScheme } from './app-protocol.ts'
import { askWhereToSave } from './downloads.ts'
import { createErrorLog } from './error-log.ts'
import { createMainWindow } from './main-window.ts'
import { menuTemplate } from './menu.ts'
import { choosePath } from './choose-path.ts'
import { connectPages } from './page-transport.ts'
import { confineAllPages, limitPermissions } from './security.ts'

/** Tells scripts/start.ts that the user already knows what went wrong. */
const EXPLAINED_FAILURE = 3

interface ApplicationOptions {
  readonly databasePath: string
  /** Opened where that one cannot be, so that a person can choose another; left out: none. */
  readonly fallbackPath?: string
  readonly places: RememberedPlaces
  openBackend(options: BackendOptions): Backend | Promise<Backend>
}

/** The desktop application: one instance, one backend, one window. */
export async function startApplication(options: ApplicationOptions): Promise<void> {
  app.setName('Reinforce Workbench')
  // Without it Windows shows no notifications.
  app.setAppUserModelId('reinforce-workbench')
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  registerScheme()
  app.enableSandbox()
  confineAllPages()
  app.on('second-instance', focusWindow)

  await app.whenReady()
  const report = createErrorLog(app.getPath('logs'))
  const backend = await openBackend(options, report)
  if (!backend) return

  serveScheme(join(app.getAppPath(), 'out/renderer'))
  limitPermissions(session.defaultSession)
  askWhereToSave(session.defaultSession, options.places.exportFolder)
  closeWithApp(backend, report)

  const createWindow = () => {
    const window = createMainWindow(join(app.getAppPath(), 'out/preload/preload.cjs'))
    connectPages(window.webContents, (transport) => serveClient(backend, transport, report))
    return window
  }
  // Within an open page only the fragment changes: the page stays, and its router follows.
  const goTo = (path: string) => {
    const window = BrowserWindow.getAllWindows()[0] ?? createWindow()
    window.loadURL(`${pageUrl}#${path}`).catch(report)
  }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ goTo, databasePath: backend.databasePath })),
  )
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) goTo('/')
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  goTo('/')
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

/**
 * Without a database there is nothing to show: says so and ends. Where the last one cannot be opened, the
 * usual one is, so that a person can choose another.
 */
async function openBackend(
  { databasePath, fallbackPath, places, openBackend }: ApplicationOptions,
  report: (error: unknown) => void,
): Promise<Workbench | undefined> {
  const paths = [...new Set([databasePath, ...(fallbackPath === undefined ? [] : [fallbackPath])])]
  for (const [i, path] of paths.entries()) {
    try {
      return await openWorkbench({
        databasePath: path,
        openBackend: (each, isChecked) =>
          openBackend({ databasePath: each, isChecked, keepsQueue: true, report }),
        places,
        choosePath,
        report,
      })
    } catch (error) {
      report(error)
      const ends = i === paths.length - 1
      const message = error instanceof Error ? error.message : String(error)
      const title = ends ? 'cannot start' : 'opens the usual database'
      dialog.showErrorBox(`${app.getName()} ${title}`, message)
    }
  }
  app.exit(EXPLAINED_FAILURE)
  return undefined
}

/** Quitting waits, without a question, until runs have stopped and the database is closed. */
function closeWithApp(backend: Backend, report: (error: unknown) => void): void {
  let isClosing = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (isClosing) return
    isClosing = true
    void backend
      .close()
      .catch(report)
      .then(() => app.exit(0))
  })
}
