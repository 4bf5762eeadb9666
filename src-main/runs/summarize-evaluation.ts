import { describeEnvironment } from '#shared/environments.ts'
import type { EvaluatedEpisode, Evaluation, EvaluationRequest } from '#shared/evaluation.ts'
import type { Run } from '#shared/run.ts'
import { mean, standardDeviation } from '#shared/sample.ts'

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
  const deviation = standardDeviation(returns)
  return {
    ...request,
    update,
    meanReturn: finiteOrNull(meanReturn),
    standardError: deviation === null ? null : finiteOrNull(deviation / Math.sqrt(returns.length)),
    successRate: hasGoal ? mean(episodes.map(({ terminated }) => Number(terminated))) : null,
    returns,
    lengths: episodes.map(({ length }) => length),
  }
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null)
