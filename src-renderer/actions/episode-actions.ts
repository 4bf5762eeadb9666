import type { Action } from './action.ts'

/** How an episode can be taken out. */
export type EpisodeFormat = 'film' | 'json' | 'csv'

/** What can be done with the episode that is shown. */
export interface OfTheEpisode {
  /** Plays or halts it. */
  toggle(): unknown
  step(by: 1 | -1): unknown
  /** Where one episode at a time is shown. */
  readonly keep?: { readonly obstacle: string | null; run(): unknown }
  readonly save?: { readonly obstacle: string | null; run(format: EpisodeFormat): unknown }
}

const about = (
  id: string,
  title: string,
  icon: string,
  rest: Omit<Action, 'id' | 'title' | 'icon' | 'section'>,
): Action => ({ id: `run-${id}`, title, icon, section: 'This page', ...rest })

export function episodeActions({ toggle, step, keep, save }: OfTheEpisode): Action[] {
  const saveAs = (format: EpisodeFormat, title: string, icon: string, keywords: string) =>
    save
      ? [
          about(`save-episode-${format}`, title, icon, {
            keywords: `export ${keywords}`,
            obstacle: save.obstacle,
            run: () => save.run(format),
          }),
        ]
      : []
  return [
    about('toggle-playback', 'Play or halt the episode', 'i-lucide-circle-play', {
      shortcut: 'Space',
      keywords: 'playback pause viewer',
      run: toggle,
    }),
    about('step-back', 'One step back in the episode', 'i-lucide-step-back', {
      shortcut: ',',
      run: () => step(-1),
    }),
    about('step-forward', 'One step forward in the episode', 'i-lucide-step-forward', {
      shortcut: '.',
      run: () => step(1),
    }),
    ...(keep
      ? [
          about('keep-episode', 'Keep episode', 'i-lucide-bookmark-plus', {
            shortcut: 'K',
            keywords: 'record store bookmark',
            ...keep,
          }),
        ]
      : []),
    ...saveAs(
      'film',
      'Export the episode as WebM or GIF…',
      'i-lucide-film',
      'video animation film',
    ),
    ...saveAs(
      'csv',
      'Export the steps of the episode as CSV',
      'i-lucide-file-spreadsheet',
      'table',
    ),
    ...saveAs('json', 'Export the episode as JSON', 'i-lucide-braces', 'data'),
  ]
}
