import { describe, expect, it } from 'vitest'
import type { Action } from '#renderer/actions/action.ts'
import { findActions } from '#renderer/actions/find-actions.ts'
import { fuzzyScore } from '#renderer/actions/fuzzy.ts'

const action = (id: string, title: string, rest: Partial<Action> = {}): Action => ({
  id,
  title,
  section: 'Runs',
  icon: 'i-lucide-play',
  run: () => undefined,
  ...rest,
})

const actions = [
  action('runs', 'Runs', { section: 'Go to' }),
  action('compare', 'Compare the ticked runs'),
  action('cart-pole', 'Start CartPole, REINFORCE', { section: 'Presets', keywords: 'preset' }),
  action('theme', 'Dark theme', { section: 'Workbench', keywords: 'appearance' }),
  action('section', 'Rewards to go', { section: 'Theory', isOneOfMany: true }),
]
const found = (query: string, recent: string[] = []) =>
  findActions(actions, query, recent).flatMap((group) => group.actions.map(({ id }) => id))

describe('what spells a query', () => {
  it('are its letters in their order, best at the starts of words', () => {
    expect(fuzzyScore('sc', 'Compare the ticked runs')).toBeNull()
    const initials = fuzzyScore('ctr', 'Compare the ticked runs')!
    const inside = fuzzyScore('omp', 'Compare the ticked runs')!
    expect(initials).toBeGreaterThan(inside)
  })

  it('is no text over which the letters are strewn', () => {
    expect(fuzzyScore('oed', 'Compare the ticked runs')).toBeNull()
  })

  it('may have its words in any order', () => {
    expect(fuzzyScore('runs compare', 'Compare the ticked runs')).not.toBeNull()
    expect(fuzzyScore('runs delete', 'Compare the ticked runs')).toBeNull()
  })

  it('finds a word at the start of another before one inside it', () => {
    // The first "run" is inside "prune".
    expect(fuzzyScore('run', 'prune runs')).toBe(fuzzyScore('run', 'runs'))
  })
})

describe('the palette', () => {
  it('finds what a query asks for by its number, listed or not, first and once', () => {
    const open = (number: number) => action(`open-${number}`, `Open run ${number}`)
    const runs = [
      action('open', 'Open run 0', { isOneOfMany: true, byNumber: open }),
      ...[300, 301, 30].map((number) => ({ ...open(number), isOneOfMany: true })),
    ]
    const found = (query: string) =>
      findActions(runs, query, []).flatMap((group) => group.actions.map(({ id }) => id))
    expect(found('run 30')).toEqual(['open-30', 'open-300', 'open-301'])
    expect(found('#7')).toEqual(['open-7'])
    expect(found('12')).toEqual(['open-12'])
    expect(found('open run')).toEqual(['open-300', 'open-301', 'open-30'])
    expect(findActions(runs, '', [])).toEqual([])
  })

  it('shows everything by sections, but for what there is too much of', () => {
    expect(findActions(actions, '', []).map(({ title }) => title)).toEqual([
      'Go to',
      'Runs',
      'Presets',
      'Workbench',
    ])
  })

  it('shows what was used of late first, and only there', () => {
    const [recent] = findActions(actions, ' ', ['theme', 'gone', 'runs'])
    expect(recent).toMatchObject({ title: 'Recent', actions: [{ id: 'theme' }, { id: 'runs' }] })
    expect(found('', ['theme', 'runs'])).toEqual(['theme', 'runs', 'compare', 'cart-pole'])
  })

  it('shows what is not possible now after what is', () => {
    const tagged = action('tag', 'Tags', { obstacle: 'no run is ticked' })
    const [group] = findActions([tagged, action('compare', 'Compare')], '', [])
    expect(group!.actions.map(({ id }) => id)).toEqual(['compare', 'tag'])
  })

  it('finds by title before what is beside it', () => {
    expect(found('runs')).toEqual(['runs', 'compare'])
    expect(found('appear')).toEqual(['theme'])
    expect(found('preset cart')).toEqual(['cart-pole'])
    expect(found('rewards')).toEqual(['section'])
    expect(found('zzz')).toEqual([])
  })
})
