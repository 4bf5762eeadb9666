import { describe, expect, it } from 'vitest'
import { canRun } from '#renderer/actions/action.ts'
import { episodeActions, type OfTheEpisode } from '#renderer/actions/episode-actions.ts'
import type { PlaybackAction } from '#renderer/playback/playback.ts'

function offered(changes: Partial<OfTheEpisode> = {}) {
  const done: (PlaybackAction['kind'] | string)[] = []
  const possible = (name: string) => ({ obstacle: null, run: () => done.push(name) })
  const actions = episodeActions({
    isThere: true,
    dispatch: ({ kind }) => done.push(kind),
    single: {
      keep: possible('keep'),
      another: possible('another'),
      follow: possible('follow'),
      compare: possible('compare'),
      keepByItself: { isOn: true, toggle: () => done.push('keep none') },
      save: (format) => done.push(`save ${format}`),
    },
    ...changes,
  })
  return { actions, done }
}

describe('the actions of an episode', () => {
  it('are all controls of a player, each with a key of its own', () => {
    const { actions, done } = offered()
    const shortcuts = actions.flatMap(({ shortcut }) => shortcut ?? [])
    expect(shortcuts).toEqual(['Space', ',', '.', 'A', 'Z', '<', '>', 'N', 'F', 'K', 'B'])
    actions.filter(({ shortcut }) => shortcut).forEach((action) => action.run())
    expect(done).toEqual([
      ...['toggle', 'stepBack', 'stepForward', 'restart', 'toEnd', 'slower', 'faster'],
      ...['another', 'follow', 'keep', 'compare'],
    ])
  })

  it('save it as a film of either kind, as a table and as data', () => {
    const { actions, done } = offered()
    const films = actions.filter(({ title }) => title.startsWith('Save film as'))
    expect(films.map(({ title }) => title)).toEqual(['Save film as WebM…', 'Save film as GIF…'])
    actions.filter(({ id }) => id.includes('save')).forEach((action) => action.run())
    expect(done).toEqual(['save webm', 'save gif', 'save csv', 'save json'])
  })

  it('say that there is no episode yet', () => {
    const { actions } = offered({ isThere: false })
    const possible = actions.filter(canRun).map(({ shortcut }) => shortcut)
    expect(possible).toEqual(['N', 'F', 'K', 'B', undefined])
  })

  it('are the controls alone where several play in step', () => {
    expect(offered({ single: undefined as never }).actions).toHaveLength(7)
  })
})
