import type { Run } from '#shared/run.ts'

/** So many policies fit beside each other. */
const MOST_SIDE_BY_SIDE = 4

/** A run that may play beside others, or why it can't. */
export interface Candidate {
  readonly runId: number
  readonly isChosen: boolean
  /** Null: it can be chosen, or taken out. */
  readonly obstacle: string | null
}

/** States mean the same only where environments are the same, with parameters, limits and p(s₀). */
const environmentOf = ({ config }: Pick<Run, 'config'>) => JSON.stringify(config.environment)

/**
 * Which runs play: those wanted, of the environment of the first, up to four. `wanted` null: whoever
 * can, in their order.
 */
export function candidatesOf(
  runs: readonly Pick<Run, 'id' | 'config'>[],
  wanted: readonly number[] | null,
): Candidate[] {
  const first = runs.find(({ id }) => wanted === null || wanted.includes(id)) ?? runs[0]
  if (!first) return []
  let chosen = 0
  const choices = runs.map((run) => {
    const isSame = environmentOf(run) === environmentOf(first)
    const isWanted = wanted === null || wanted.includes(run.id)
    const isChosen = isSame && isWanted && chosen < MOST_SIDE_BY_SIDE
    if (isChosen) chosen++
    return { runId: run.id, isSame, isChosen }
  })
  return choices.map(({ runId, isSame, isChosen }) => ({
    runId,
    isChosen,
    obstacle: isChosen
      ? null
      : !isSame
        ? `Run ${runId} has another environment configuration than run ${first.id}: there is no start state that both share`
        : chosen >= MOST_SIDE_BY_SIDE
          ? `Up to ${MOST_SIDE_BY_SIDE} play side by side; take one out first`
          : null,
  }))
}
