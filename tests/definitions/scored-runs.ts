import type { ComparedPair } from '#shared/comparison.ts'
import type { Run } from '#shared/run.ts'
import type { Numbers } from './small-sample.ts'
import { STEP_BUDGET, type Stored } from './stored-comparison.ts'

/* Which runs of a group count and what they score, from the runs as they are stored. */

/** The runs that count: one a seed, the one that came furthest, of those that have the result. */
function counted(runs: readonly Run[], result: string): readonly Run[] {
  const distinct = [...Map.groupBy(runs, ({ config }) => config.seed).values()].map((some) =>
    some.reduce((a, b) => (b.progress.environmentSteps > a.progress.environmentSteps ? b : a)),
  )
  return distinct.filter(({ status, progress: { meanReturnLast100: score, solvedAt } }) =>
    result === 'stepsToThreshold'
      ? solvedAt !== null || status === 'completed' || status === 'diverged'
      : score !== null && Number.isFinite(score),
  )
}

/** T, and how long the run is known not to have reached the threshold where it did not. */
const timesOf = (runs: readonly Run[]) =>
  runs.map(({ status, progress: { solvedAt, environmentSteps } }) =>
    solvedAt
      ? { T: solvedAt.environmentSteps, known: Infinity }
      : { T: Infinity, known: status === 'diverged' ? STEP_BUDGET : environmentSteps },
  )

/** Scores of groups that are compared with one another: min(T, τ) where steps are judged. */
function scoresOf(groups: readonly (readonly Run[])[], result: string): Numbers[] {
  if (result !== 'stepsToThreshold') {
    return groups.map((runs) => runs.map(({ progress }) => progress.meanReturnLast100!))
  }
  const tau = Math.min(...groups.flatMap((runs) => timesOf(runs).map(({ known }) => known)))
  return groups.map((runs) => timesOf(runs).map(({ T }) => Math.min(T, tau)))
}

export interface Given extends Stored {
  readonly isLowerBetter: boolean
  readonly runs: readonly (readonly Run[])[]
  readonly scores: readonly Numbers[]
  readonly limits: readonly (number | null)[]
  readonly ofPairs: readonly Pair[]
}
export interface Pair {
  readonly pair: ComparedPair
  readonly byRliable: ComparedPair
  readonly a: Numbers
  readonly b: Numbers
  /** First minus second of the seeds that both have. */
  readonly differences: Numbers
}

export function given(stored: Stored): Given {
  const { compared, byRliable } = stored
  const { result } = compared
  const runs = stored.runs.map((some) => counted(some, result))
  const known = runs.map((some) => Math.min(...timesOf(some).map((time) => time.known)))
  return {
    ...stored,
    ...{ runs, isLowerBetter: result === 'stepsToThreshold' },
    scores: runs.map((some) => scoresOf([some], result)[0]!),
    limits: known.map((tau) => (result === 'stepsToThreshold' && tau < Infinity ? tau : null)),
    ofPairs: compared.pairs.map((pair, i) => {
      const both = [runs[pair.first]!, runs[pair.second]!] as const
      const [a, b] = scoresOf(both, result) as [Numbers, Numbers]
      const differences = both[0].flatMap(({ config: { seed } }, place) => {
        const other = both[1].findIndex(({ config }) => config.seed === seed)
        return other < 0 ? [] : [a[place]! - b[other]!]
      })
      return { pair, byRliable: byRliable.pairs[i]!, a, b, differences }
    }),
  }
}
