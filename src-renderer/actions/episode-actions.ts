import { filmFormats, filmTitles, type FilmFormat } from '#renderer/film/formats.ts'
import type { PlaybackAction } from '#renderer/playback/playback.ts'
import type { Action } from './action.ts'

/** How an episode can be taken out. */
export type EpisodeFormat = FilmFormat | 'json' | 'csv'

/** A thing that can be done, or why it can't be now. */
export interface Possible {
  readonly obstacle: string | null
  run(): unknown
}

/** What can be done with the episode that is shown. */
export interface OfTheEpisode {
  /** Whether there is one. */
  readonly isThere: boolean
  dispatch(action: PlaybackAction): unknown
  /** Where one episode at a time is shown. */
  readonly single?: {
    readonly keep: Possible
    /** Another one, of the policy as it is now. */
    readonly another: Possible
    readonly follow: Possible
    save(format: EpisodeFormat): unknown
    /** Two kept ones, in step. */
    readonly compare: Possible
    /** Whether some of every run are kept without being asked for. */
    readonly keepByItself: { readonly isOn: boolean; toggle(): unknown }
  }
}

const none = 'there is no episode yet'

const about = (
  id: string,
  title: string,
  icon: string,
  rest: Omit<Action, 'id' | 'title' | 'icon' | 'section'>,
): Action => ({ id: `run-${id}`, title, icon, section: 'This page', ...rest })

/** The controls of a player, of one episode or of several in step. */
export function episodeActions({ isThere, dispatch, single }: OfTheEpisode): Action[] {
  const obstacle = isThere ? null : none
  const control = (
    kind: Exclude<PlaybackAction['kind'], 'load' | 'tick' | 'setSpeed' | 'seek'>,
    title: string,
    icon: string,
    shortcut: string,
    rest: Partial<Action> = {},
  ) =>
    about(kind, title, icon, {
      ...{ shortcut, obstacle, keywords: 'episode playback viewer' },
      ...rest,
      run: () => dispatch({ kind }),
    })
  return [
    control('toggle', 'Play or halt the episode', 'i-lucide-circle-play', 'Space', {
      keywords: 'playback pause viewer',
    }),
    control('stepBack', 'One step back in the episode', 'i-lucide-step-back', ',', {
      repeats: true,
    }),
    control('stepForward', 'One step forward in the episode', 'i-lucide-step-forward', '.', {
      repeats: true,
    }),
    control('restart', 'To the start of the episode', 'i-lucide-skip-back', 'A', {
      keywords: 'first step',
    }),
    control('toEnd', 'To the end of the episode', 'i-lucide-skip-forward', 'Z', {
      keywords: 'last step',
    }),
    control('slower', 'Play the episode slower', 'i-lucide-chevrons-left', '<', {
      keywords: 'speed',
    }),
    control('faster', 'Play the episode faster', 'i-lucide-chevrons-right', '>', {
      keywords: 'speed',
    }),
    ...(single ? actionsOfOne(single, obstacle) : []),
  ]
}

function actionsOfOne(
  { keep, another, follow, save, compare, keepByItself }: NonNullable<OfTheEpisode['single']>,
  obstacle: string | null,
): Action[] {
  const saveAs = (format: EpisodeFormat, title: string, icon: string, keywords: string) =>
    about(`save-episode-${format}`, title, icon, {
      keywords: `export episode ${keywords}`,
      obstacle,
      run: () => save(format),
    })
  return [
    about('another-episode', 'Play a new episode', 'i-lucide-dices', {
      shortcut: 'N',
      keywords: 'next live latest policy',
      ...another,
    }),
    about('follow-policy', 'Follow the policy, or stay with this episode', 'i-lucide-radio', {
      shortcut: 'F',
      keywords: 'live next training',
      ...follow,
    }),
    about('keep-episode', 'Keep episode', 'i-lucide-bookmark-plus', {
      shortcut: 'K',
      keywords: 'record store bookmark',
      ...keep,
    }),
    about('before-and-after', 'Before and after: compare kept episodes', 'i-lucide-columns-2', {
      shortcut: 'B',
      keywords: 'first last side by side step',
      ...compare,
    }),
    about(
      'keep-by-itself',
      keepByItself.isOn ? 'Keep no episodes along the way' : 'Keep episodes along the way',
      'i-lucide-milestone',
      { keywords: 'recordings by itself milestones automatic setting', run: keepByItself.toggle },
    ),
    ...filmFormats.map((format) =>
      saveAs(
        format,
        `Save film as ${filmTitles[format]}…`,
        format === 'gif' ? 'i-lucide-images' : 'i-lucide-film',
        'video animation picture',
      ),
    ),
    saveAs('csv', 'Export the steps of the episode as CSV', 'i-lucide-file-spreadsheet', 'table'),
    saveAs('json', 'Export the episode as JSON', 'i-lucide-braces', 'data'),
  ]
}
