import { ApiError } from '#shared/errors.ts'
import type { Evaluation, EvaluationRequest } from '#shared/evaluation.ts'
import { isActive, type Run } from '#shared/run.ts'

/** As many episodes as the benchmark tables of others. */
const EPISODES = 100

/** By run id, the score of an evaluated run (NaN if it is not finite), or why it has none. */
export type Evaluations = ReadonlyMap<number, number | string>

/**
 * Mean returns of the last policies of ended runs over 100 episodes without learning, each run from
 * the same starts. The policy of an ended run stays as it is, so what was played once is remembered.
 */
export function createEvaluations(evaluate: (request: EvaluationRequest) => Promise<Evaluation>) {
  const known = new Map<number, number | string>()

  async function play({ id: runId, status }: Run): Promise<number | string> {
    if (isActive(status)) return 'is judged only when it has ended'
    try {
      const request = { actions: 'mode', start: 'configured', seed: 0 } as const
      const { meanReturn } = await evaluate({ runId, episodes: EPISODES, ...request })
      return meanReturn ?? Number.NaN
    } catch (error) {
      if (error instanceof ApiError && error.code !== 'internal') return 'has no stored policy'
      throw error
    }
  }

  return async (runs: readonly Run[]): Promise<Evaluations> => {
    const scores = new Map<number, number | string>()
    for (const run of runs) {
      const score = known.get(run.id) ?? (await play(run))
      scores.set(run.id, score)
      if (!isActive(run.status)) known.set(run.id, score)
    }
    return scores
  }
}
