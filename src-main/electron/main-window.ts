import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import { initialBounds, keepWindowState, minimumSize, readWindowState } from './window-state.ts'

const darkBackground = '#0f172b'
const lightBackground = '#ffffff'

/** Makes the window, where it was last; the page it will show has no access to Node. */
export function createMainWindow(preload: string): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window-state.json')
  const state = readWindowState(stateFile)
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea)

  const window = new BrowserWindow({
    ...initialBounds(state, workAreas),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: app.getName(),
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? darkBackground : lightBackground,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (state?.isMaximized) window.maximize()
  keepWindowState(window, stateFile)
  window.once('ready-to-show', () => window.show())
  return window
}
