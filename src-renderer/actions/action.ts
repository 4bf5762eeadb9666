/** In the order in which palette and sheet list them. */
export const sections = [
  'This page',
  'Go to',
  'Runs',
  'Experiments',
  'Presets',
  'Learn',
  'Workbench',
  'Theory',
] as const
export type Section = (typeof sections)[number]

/** Something that can be done from anywhere on the window: by palette, by keys, and where it has one by its button. */
export interface Action {
  /** Stays the same from visit to visit: recent actions are remembered by it. */
  readonly id: string
  readonly title: string
  readonly section: Section
  readonly icon: string
  /** Other words it is looked for by. */
  readonly keywords?: string
  /** `1`, `/`, `Space`, `Mod+K`; Mod is ⌘ on a Mac and Ctrl elsewhere. */
  readonly shortcut?: string
  /** Whether it happens again and again while its keys are held. */
  readonly repeats?: boolean
  /** Why it can't be done now, in a few words; null or left out: it can. */
  readonly obstacle?: string | null
  /** One of so many that the palette shows it only when it answers a query. */
  readonly isOneOfMany?: boolean
  /** Of so many that they are not listed: the one that a query asks for by its number. */
  readonly byNumber?: (number: number) => Action | null
  run(): unknown
}

export const canRun = ({ obstacle }: Action): boolean => !obstacle
