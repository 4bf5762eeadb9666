/** A page of the window. */
export interface PageOfWindow {
  /** Of its route. */
  readonly name: 'runs' | 'new-run' | 'experiments' | 'compare' | 'lab' | 'learn' | 'settings'
  readonly title: string
  readonly path: string
  /** A digit, which in the menu of the desktop window is pressed with Ctrl or ⌘; or `Mod+` and a key, pressed so everywhere. */
  readonly shortcut: string
}

/** In the order in which the window lists them, which is the order of their digits. */
export const pages: readonly PageOfWindow[] = [
  { name: 'runs', title: 'Runs', path: '/runs', shortcut: '1' },
  { name: 'new-run', title: 'New run', path: '/runs/new', shortcut: '2' },
  { name: 'experiments', title: 'Experiments', path: '/experiments', shortcut: '3' },
  { name: 'compare', title: 'Compare', path: '/compare', shortcut: '4' },
  { name: 'lab', title: 'Estimator lab', path: '/lab', shortcut: '5' },
  { name: 'learn', title: 'Learn', path: '/learn', shortcut: '6' },
  { name: 'settings', title: 'Settings and about', path: '/settings', shortcut: 'Mod+,' },
]
