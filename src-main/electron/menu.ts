import { app, shell, type MenuItemConstructorOptions } from 'electron'
import { pages } from '#shared/pages.ts'

interface Actions {
  /** Shows a page of the window, such as `/runs/new`. */
  goTo(path: string): void
  /** The one that is open. */
  databasePath(): string
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
        page('Settings and about', '/settings', 'CmdOrCtrl+,'),
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        // Two are in the menu before; the digits are those the page itself knows without Ctrl or ⌘.
        ...pages
          .filter(({ name }) => name !== 'settings' && name !== 'new-run')
          .map(({ title, path, shortcut }) => page(title, path, `CmdOrCtrl+${shortcut}`)),
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
        { label: 'Show the database file', click: () => shell.showItemInFolder(databasePath()) },
        ...(isMac ? [] : [{ label: `About ${app.getName()}`, click: () => app.showAboutPanel() }]),
      ],
    },
  ]
}
