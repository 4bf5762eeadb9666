import type { EpisodeAnalysis, RecordedEpisode } from '#shared/recorded-episode.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { formatNumber } from '#renderer/format/number.ts'

/** One number of every step of an episode, with its name and what it is. */
export interface StepSeries {
  readonly id: keyof typeof titles
  /** As in the theory: G_t. */
  readonly symbol: string
  readonly title: string
  readonly definition: string
  /** Null: one episode does not tell, for the reason in the definition. */
  readonly values: readonly number[] | null
}

const titles = {
  reward: { symbol: 'r', title: 'Reward' },
  rewardToGo: { symbol: 'G', title: 'Reward-to-go' },
  value: { symbol: 'V', title: 'Value' },
  valueError: { symbol: 'δ', title: 'Value error' },
  baseline: { symbol: 'b', title: 'Baseline' },
  advantage: { symbol: 'A', title: 'Advantage' },
  scoreNorm: { symbol: '‖∇log π‖', title: 'Length of the score' },
  cosine: { symbol: 'cos', title: 'Along the episode’s gradient' },
} as const

type Estimator = RunConfig['estimator']
type Judged = Pick<RunConfig, 'estimator' | 'batch'>

/** What an episode of this configuration has numbers of, while there is none. */
export function awaitedSeries({ estimator }: Judged): readonly StepSeries[] {
  const ofBaseline: StepSeries['id'][] =
    estimator.baseline === 'value'
      ? ['value', 'valueError']
      : estimator.baseline === 'none'
        ? []
        : ['baseline']
  const ids: StepSeries['id'][] = ['reward', 'rewardToGo', ...ofBaseline, 'advantage']
  return ids.map((id) => ({ id, ...titles[id], values: [], definition: '' }))
}

/** All numbers of the steps of an episode, in the order of the algorithm. */
export function stepSeries(
  { steps, truncated, analysis }: Pick<RecordedEpisode, 'steps' | 'truncated' | 'analysis'>,
  config: Judged,
): readonly StepSeries[] {
  const { estimator } = config
  const series = (
    id: StepSeries['id'],
    values: readonly number[] | null,
    definition: string,
  ): StepSeries => ({ id, ...titles[id], values, definition })

  const { values, valueErrors, baselines, advantages } = analysis
  return [
    series(
      'reward',
      steps.map(({ reward }) => reward),
      'r_t: what followed the action of step t.',
    ),
    series('rewardToGo', analysis.rewardsToGo, rewardToGoText(config, truncated)),
    ...(values && valueErrors
      ? [
          series(
            'value',
            values,
            'V(s_t): what the value network expected G_t to be when the episode began. It is the baseline.',
          ),
          series(
            'valueError',
            valueErrors,
            `δ_t = r_t + γ·V(s_{t+1}) − V(s_t), with γ = ${estimator.gamma}: how much better the step went than V expected.`,
          ),
        ]
      : estimator.baseline === 'none'
        ? []
        : [series('baseline', baselines, baselineText(estimator, analysis))]),
    series('advantage', advantages, advantageText(estimator, analysis)),
    series(
      'scoreNorm',
      analysis.scoreNorms,
      '‖∇log π(a_t|s_t)‖: the length of the score over all components of θ. Unlikely actions have long scores.',
    ),
    series('cosine', analysis.cosines, cosineText(estimator, analysis)),
  ]
}

function rewardToGoText({ estimator, batch }: Judged, truncated: boolean): string {
  const { gamma, truncation, baseline } = estimator
  const sentences = [
    `G_t = r_t + γ·G_{t+1}, with γ = ${gamma}: the rewards from step t on, each worth γ times one a step earlier.`,
  ]
  if (truncated && truncation === 'bootstrap' && baseline === 'value') {
    sentences.push('Behind the last step γ·V(s_T) stands for what the time limit cut off.')
  }
  if ('environmentSteps' in batch) {
    sentences.push(
      'In training, a batch of steps may cut an episode in pieces; G_t then ends with its piece.',
    )
  }
  return sentences.join(' ')
}

const whyUnknown: Readonly<Record<NonNullable<EpisodeAnalysis['unknown']>, string>> = {
  'other-trajectories':
    'Not known from one episode: the baseline is the mean over the other trajectories of its batch (leave one out), and here there are none.',
  'component-wise': 'No single number: the optimal baseline differs for each component of θ.',
  'not-stored':
    'Not known: what the baseline learned from earlier batches is not stored with this policy.',
}

function baselineText({ baseline, weight }: Estimator, { unknown }: EpisodeAnalysis): string {
  const subtracted = `b, subtracted from ${weight === 'return' ? 'R(τ)' : 'G_t'}.`
  if (unknown) return `${subtracted} ${whyUnknown[unknown]}`
  return baseline === 'time-mean'
    ? `${subtracted} The running mean of G_t at this step over earlier batches, as it was when the episode began.`
    : `${subtracted} The running mean of the weights of earlier batches, as it was when the episode began.`
}

function advantageText(estimator: Estimator, analysis: EpisodeAnalysis): string {
  const { weight, gamma, gaeLambda, baseline, discountStates, normalizeAdvantages } = estimator
  const { unknown, discountedReturn } = analysis
  const isWhole = weight === 'return'
  const weightText = isWhole ? 'R(τ)' : 'G_t'
  const subtracted = baseline === 'none' ? '' : baseline === 'value' ? ' − V(s_t)' : ' − b'
  const formula =
    gaeLambda === null
      ? `${weightText}${subtracted}`
      : `Σ_i (γλ)^i δ_{t+i}, with γ = ${gamma} and λ = ${gaeLambda}`
  const sentences = [`A_t = ${formula}: what multiplies ∇log π(a_t|s_t).`]
  if (isWhole) {
    sentences.push(
      `R(τ) = Σ_t γ^t r_t = ${formatNumber(discountedReturn)}, the same at every step.`,
    )
  }
  if (unknown) sentences.push(whyUnknown[unknown])
  else {
    if (discountStates && !isWhole) sentences.push('Training multiplies it by γ^t.')
    if (normalizeAdvantages) {
      sentences.push(
        'Training then shifts and scales it over its batch, which one episode does not tell.',
      )
    }
    sentences.push(
      estimator.average === 'steps'
        ? 'The sum over a batch is divided by its number of steps.'
        : 'The sum over a batch is divided by its number of trajectories.',
    )
  }
  return sentences.join(' ')
}

function cosineText({ normalizeAdvantages }: Estimator, { unknown }: EpisodeAnalysis): string {
  const text =
    'Cosine of the angle between what this step adds to the gradient, A_t ∇log π(a_t|s_t), and what the whole episode adds.'
  if (unknown) return `${text} ${whyUnknown[unknown]}`
  return normalizeAdvantages ? `${text} Before advantages are normalised.` : text
}
