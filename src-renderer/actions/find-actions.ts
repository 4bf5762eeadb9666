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
  const found = [...recent, ...actions.filter((action) => !recent.includes(action))]
    .flatMap((action) => {
      const score = scoreOf(query, action)
      return score === null ? [] : [{ action, score }]
    })
    .sort((a, b) => b.score - a.score)
  return found.length > 0 ? [{ title: 'Found', actions: found.map(({ action }) => action) }] : []
}
