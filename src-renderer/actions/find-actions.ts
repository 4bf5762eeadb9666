import { canRun, sections, type Action } from './action.ts'
import { fuzzyScore } from './fuzzy.ts'

/** Actions under one heading. */
export interface ActionGroup {
  readonly title: string
  readonly actions: readonly Action[]
}

/** A title that matches counts more than what is only beside it. */
const BESIDE = 0.5

function scoreOf(query: string, { title, section, keywords = '' }: Action): number | null {
  const byTitle = fuzzyScore(query, title)
  if (byTitle !== null) return byTitle
  const beside = fuzzyScore(query, `${title} ${section} ${keywords}`)
  return beside === null ? null : BESIDE * beside
}

/** Those that a query such as `run 30` or `#30` asks for by a number. */
function numbered(actions: readonly Action[], query: string): Action[] {
  const number = Number(/(?:^|[\s#])(\d{1,15})$/.exec(query.trim())?.[1] ?? 0)
  return number > 0 ? actions.flatMap(({ byNumber }) => byNumber?.(number) ?? []) : []
}

/**
 * What the palette shows: without a query all actions, those used of
 * late first and those that are not possible now last in their section; with one what
 * answers it, the best first, and of equals the one used last.
 */
export function findActions(
  actions: readonly Action[],
  query: string,
  recentIds: readonly string[],
): ActionGroup[] {
  const recent = recentIds.flatMap((id) => actions.find((action) => action.id === id) ?? [])
  if (query.trim() === '') {
    return [
      { title: 'Recent', actions: recent },
      ...sections.map((section) => ({
        title: section,
        actions: actions
          .filter(
            (action) =>
              action.section === section && !action.isOneOfMany && !recent.includes(action),
          )
          .sort((a, b) => Number(canRun(b)) - Number(canRun(a))),
      })),
    ].filter((group) => group.actions.length > 0)
  }
  const meant = numbered(actions, query)
  const found = [...meant, ...recent, ...actions.filter((action) => !recent.includes(action))]
    .filter(({ id, byNumber }, i) => {
      const isMeant = meant.some((each) => each.id === id)
      return !byNumber && (i < meant.length || !isMeant)
    })
    .flatMap((action) => {
      const score = scoreOf(query.replaceAll('#', ''), action)
      return score === null ? [] : [{ action, score }]
    })
    .sort((a, b) => b.score - a.score)
  return found.length > 0 ? [{ title: 'Found', actions: found.map(({ action }) => action) }] : []
}
