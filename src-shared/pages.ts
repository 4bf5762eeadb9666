/** A page of the window. */
export interface PageOfWindow {
  /** Of its route. */
  readonly name: 'runs' | 'new-run' | 'compare' | 'lab' | 'theory' | 'settings'
  readonly title: string
  readonly path: string
  /** The digit that leads there; with Ctrl or ⌘ from the menu of the desktop window. */
  readonly digit: string
}

/** In the order in which the window lists them, which is the order of their digits. */
export const pages: readonly PageOfWindow[] = [
  { name: 'runs', title: 'Runs', path: '/runs', digit: '1' },
  { name: 'new-run', title: 'New run', path: '/runs/new', digit: '2' },
  { name: 'compare', title: 'Compare', path: '/compare', digit: '3' },
  { name: 'lab', title: 'Estimator lab', path: '/lab', digit: '4' },
  { name: 'theory', title: 'Theory', path: '/theory', digit: '5' },
  { name: 'settings', title: 'Settings and about', path: '/settings', digit: '6' },
]
