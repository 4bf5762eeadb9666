import { app, shell, type MenuItemConstructorOptions } from 'electron'

interface Actions {
  /** Shows a page of the window, such as `/runs/new`. */
  goTo(path: string): void
  readonly databasePath: string
}

/** The application menu: only what works, each thing once. */
export function menuTemplate({ goTo, databasePath }: Actions): MenuItemConstructorOptions[] {
  const page = (label: string, path: string, accelerator: string) => ({
    label,
    accelerator,
    click: () => goTo(path),
  })
  const isMac = process.platform === 'darwin'

  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        page('New run', '/runs/new', 'CmdOrCtrl+N'),
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        page('Runs', '/runs', 'CmdOrCtrl+1'),
        page('Compare', '/compare', 'CmdOrCtrl+2'),
        page('Estimator lab', '/lab', 'CmdOrCtrl+3'),
        { type: 'separator' },
        { role: 'reload' },
        { role: 'toggleDevTools' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        page('Theory', '/theory', 'F1'),
        { type: 'separator' },
        { label: 'Show the database file', click: () => shell.showItemInFolder(databasePath) },
        ...(isMac ? [] : [{ label: `About ${app.getName()}`, click: () => app.showAboutPanel() }]),
      ],
    },
  ]
}
