import { describeOptimizer } from '#shared/describe-config.ts'
import { metricDefinitions, type UpdateMetric } from '#shared/metrics.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { formatCount, formatNumber } from '#renderer/format/number.ts'

/** A line of the algorithm, and what it was in the last update of a run. */
export interface AlgorithmLine {
  readonly code: string
  /** How far it is set in. */
  readonly depth: number
  readonly numbers: readonly {
    readonly label: string
    readonly definition: string
    readonly value: string
  }[]
  /** What this run does there beyond the plain algorithm. */
  readonly note?: string
}

/** Numbers of one update, as they are logged. */
export type LastUpdate = Readonly<Partial<Record<UpdateMetric, number>>>

/** The metrics of the last update that the lines show. */
export const shownMetrics = [
  'meanReturn',
  'baseline',
  'gradientNorm',
  'gradientCovarianceTrace',
  'noiseToSignal',
  'learningRate',
  'kl',
  'entropy',
] as const satisfies readonly UpdateMetric[]

const batchLine = (batch: RunConfig['batch']): string =>
  'episodes' in batch
    ? `play ${formatCount(batch.episodes)} episodes with π_θ`
    : `play ${formatCount(batch.environmentSteps)} steps with π_θ`

function weightNotes({ estimator }: RunConfig): string[] {
  const { weight, gamma, discountStates, baseline, gaeLambda, normalizeAdvantages } = estimator
  return [
    ...(weight === 'return' ? ['whole returns instead of rewards-to-go'] : []),
    ...(weight === 'reward-to-go' && !discountStates && gamma < 1 ? ['γᵗ left out'] : []),
    ...(baseline === 'none' ? [] : [`minus a baseline (${baseline})`]),
    ...(gaeLambda === null ? [] : [`GAE with λ ${formatNumber(gaeLambda)}`]),
    ...(normalizeAdvantages ? ['normalised over the batch'] : []),
  ]
}

const gradientNotes = ({ estimator: { average, entropyCoefficient } }: RunConfig): string[] => [
  ...(average === 'steps' ? ['mean over steps'] : []),
  ...(entropyCoefficient > 0
    ? [`plus an entropy bonus of ${formatNumber(entropyCoefficient)}`]
    : []),
]

/** REINFORCE as a run does it, with the numbers of its last update. */
export function algorithmLines(config: RunConfig, last: LastUpdate): AlgorithmLine[] {
  const number = (metric: UpdateMetric) => {
    const value = last[metric]
    const { label, definition } = metricDefinitions[metric]
    return value === undefined ? [] : [{ label, definition, value: formatNumber(value) }]
  }
  const line = (
    depth: number,
    code: string,
    metrics: readonly UpdateMetric[] = [],
    notes: readonly string[] = [],
  ): AlgorithmLine => ({
    code,
    depth,
    numbers: metrics.flatMap(number),
    ...(notes.length ? { note: `here: ${notes.join(', ')}` } : {}),
  })
  const { weight, discountStates } = config.estimator
  const { kind } = config.optimizer
  return [
    line(0, 'repeat'),
    line(1, batchLine(config.batch), ['meanReturn', 'entropy']),
    line(1, 'for every step t of every episode'),
    line(
      2,
      weight === 'return' ? 'w_t ← R(τ)' : discountStates ? 'w_t ← γ^t G_t' : 'w_t ← G_t',
      ['baseline'],
      weightNotes(config),
    ),
    line(
      1,
      'ĝ ← mean over episodes of Σ_t w_t ∇log π_θ(a_t|s_t)',
      ['gradientNorm', 'gradientCovarianceTrace', 'noiseToSignal'],
      gradientNotes(config),
    ),
    line(
      1,
      'θ ← θ + α ĝ',
      ['learningRate', 'kl'],
      kind === 'sgd' ? [] : [describeOptimizer(config.optimizer)],
    ),
  ]
}
