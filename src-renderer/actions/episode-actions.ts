import type { Action } from './action.ts'

/** What can be done with the episode that is shown. */
export interface OfTheEpisode {
  /** Plays or halts it. */
  toggle(): unknown
  step(by: 1 | -1): unknown
}

export const episodeActions = (act: OfTheEpisode): Action[] => [
  {
    id: 'run-toggle-playback',
    title: 'Play or halt the episode',
    section: 'This page',
    icon: 'i-lucide-circle-play',
    shortcut: 'Space',
    keywords: 'playback pause viewer',
    run: act.toggle,
  },
  {
    id: 'run-step-back',
    title: 'One step back in the episode',
    section: 'This page',
    icon: 'i-lucide-step-back',
    shortcut: ',',
    run: () => act.step(-1),
  },
  {
    id: 'run-step-forward',
    title: 'One step forward in the episode',
    section: 'This page',
    icon: 'i-lucide-step-forward',
    shortcut: '.',
    run: () => act.step(1),
  },
]
