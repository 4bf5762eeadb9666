import { describeEnvironment, type StateQuantity } from './environments.ts'
import type { RecordedEpisode } from './recorded-episode.ts'
import type { RunConfig } from './run-config.ts'

const columnName = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const named = (prefix: string, quantities: readonly Pick<StateQuantity, 'label'>[]) =>
  quantities.map(({ label }) => `${prefix}_${columnName(label)}`)

/**
 * A recorded episode as a table with one row a step (RFC 4180): what was seen, how likely each action was,
 * what was chosen, and what the run's estimator makes of it. What is not known is empty.
 */
export function recordedEpisodeCsv(
  { steps, analysis }: RecordedEpisode,
  { environment }: Pick<RunConfig, 'environment'>,
): string {
  const { observation, actionSpace } = describeEnvironment(environment)
  const actions =
    actionSpace.kind === 'discrete'
      ? actionSpace.labels.map((label) => ({ label }))
      : actionSpace.quantities
  const isDiscrete = actionSpace.kind === 'discrete'
  const head = [
    't',
    ...named('observation', observation),
    ...(isDiscrete
      ? named('probability', actions)
      : [...named('mean', actions), ...named('sigma', actions)]),
    ...(isDiscrete ? ['action'] : named('action', actions)),
    'reward',
    'reward_to_go',
    'value',
    'value_error',
    'baseline',
    'advantage',
    ...(analysis.scores[0] ?? []).map((_, i) =>
      i < actions.length
        ? `score_${columnName(actions[i]!.label)}`
        : `score_log_sigma_${columnName(actions[i - actions.length]!.label)}`,
    ),
    'score_norm',
    'cosine_with_episode',
  ]
  const rows = steps.map((step, t) => [
    t,
    ...step.observation,
    ...(step.policy.kind === 'categorical'
      ? step.policy.probabilities
      : [...step.policy.mean, ...step.policy.sigma]),
    ...[step.action].flat(),
    step.reward,
    analysis.rewardsToGo[t],
    analysis.values?.[t],
    analysis.valueErrors?.[t],
    analysis.baselines?.[t],
    analysis.advantages?.[t],
    ...analysis.scores[t]!,
    analysis.scoreNorms[t],
    analysis.cosines?.[t],
  ])
  return [head, ...rows]
    .map((cells) => `${cells.map((cell) => quote(String(cell ?? ''))).join(',')}\r\n`)
    .join('')
}
