import { describeEnvironment } from '#shared/environments.ts'
import type { EvaluatedEpisode, Evaluation, EvaluationRequest } from '#shared/evaluation.ts'
import type { Run } from '#shared/run.ts'

/** What the episodes of an evaluation say about the policy. */
export function summarizeEvaluation(
  request: EvaluationRequest,
  { config }: Pick<Run, 'config'>,
  update: number,
  episodes: readonly EvaluatedEpisode[],
): Evaluation {
  const returns = episodes.map(({ episodeReturn }) => episodeReturn)
  const hasGoal = describeEnvironment(config.environment).termination === 'success'
  const meanReturn = mean(returns)
  const squares = returns.reduce((sum, value) => sum + (value - meanReturn) ** 2, 0)
  const n = returns.length
  return {
    ...request,
    update,
    meanReturn,
    standardError: n < 2 ? null : Math.sqrt(squares / (n - 1) / n),
    successRate: hasGoal ? mean(episodes.map(({ terminated }) => Number(terminated))) : null,
    returns,
    lengths: episodes.map(({ length }) => length),
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
