import { describe, expect, it } from 'vitest'
import { stepSeries } from '#renderer/playback/step-series.ts'
import { stripOf } from '#renderer/playback/strip.ts'
import { scoreBars, scoreSentence } from '#renderer/playback/score-bars.ts'
import { describeDefault } from '#shared/environments.ts'
import type { EpisodeAnalysis } from '#shared/recorded-episode.ts'
import { parseRunConfig, type RunConfigInput } from '#shared/run-config.ts'
import { exampleAnalysis, exampleEpisode } from './example-episode.ts'

const step = {
  observation: [0],
  state: [0],
  action: 0,
  policy: { kind: 'categorical', probabilities: [1] },
  reward: 2,
} as const

function seriesOf(
  estimator: RunConfigInput['estimator'],
  analysis: Partial<EpisodeAnalysis> = {},
  batch: RunConfigInput['batch'] = { episodes: 4 },
) {
  const config = parseRunConfig({
    environment: { id: 'CartPole-v1' },
    policy: { kind: 'mlp' },
    estimator,
    optimizer: { kind: 'sgd' },
    budget: { updates: 1 },
    batch,
  })
  const episode = exampleEpisode([step, step, step], {
    analysis: exampleAnalysis(3, analysis),
    terminated: false,
    truncated: true,
  })
  return new Map(stepSeries(episode, config).map((series) => [series.id, series]))
}

describe('the numbers of a step', () => {
  it('are defined by the run’s own estimator', () => {
    const series = seriesOf({ gamma: 0.9, baseline: 'mean' })
    expect(series.get('reward')!.values).toEqual([2, 2, 2])
    expect(series.get('rewardToGo')!.definition).toContain('γ = 0.9')
    expect(series.get('advantage')!.definition).toContain('A_t = G_t − b')
    expect(series.has('value')).toBe(false)
  })

  it('say which weight multiplies the score where it is that of whole returns', () => {
    const { definition } = seriesOf({ weight: 'return', baseline: 'none' }).get('advantage')!
    expect(definition).toContain('A_t = R(τ)')
    expect(definition).toContain('R(τ) = Σ_t γ^t r_t = 3')
  })

  it('are those of V, and of GAE, where the run has them', () => {
    const values = [1, 2, 3]
    const series = seriesOf(
      { baseline: 'value', gaeLambda: 0.95, truncation: 'bootstrap' },
      { values, valueErrors: values, baselines: values },
    )
    expect(series.get('value')!.values).toEqual(values)
    expect(series.get('advantage')!.definition).toContain('λ = 0.95')
    expect(series.get('rewardToGo')!.definition).toContain('γ·V(s_T)')
    expect(series.has('baseline')).toBe(false)
  })

  it('say why one episode does not tell the advantage, and what a batch still does to it', () => {
    const unknown = { advantages: null, baselines: null, cosines: null } as const
    const leftOut = seriesOf(
      { baseline: 'leave-one-out' },
      { ...unknown, unknown: 'other-trajectories' },
    )
    expect(leftOut.get('advantage')).toMatchObject({
      values: null,
      definition: expect.stringContaining('the mean over the other trajectories'),
    })
    const normalised = seriesOf({ normalizeAdvantages: true, baseline: 'none' })
    expect(normalised.get('advantage')!.definition).toContain('shifts and scales it over its batch')
    const pieces = seriesOf({}, {}, { environmentSteps: 64, environments: 4 })
    expect(pieces.get('rewardToGo')!.definition).toContain('ends with its piece')
  })
})

describe('a strip', () => {
  it('draws every value as the level of its step, from the greatest at the top', () => {
    expect(stripOf([1, -1])).toEqual({
      path: 'M0,0L1,0L1,1L2,1',
      minimum: -1,
      maximum: 1,
      zero: 0.5,
    })
  })

  it('keeps the extremes of a long episode', () => {
    const values = Array.from({ length: 10_000 }, (_, t) => (t === 5001 ? 7 : t === 2 ? -3 : 0))
    const { path, minimum, maximum } = stripOf(values)
    expect([minimum, maximum]).toEqual([-3, 7])
    expect(path.split('L').length).toBeLessThanOrEqual(600)
    expect(path).toMatch(/,0[L]/)
    expect(path).toMatch(/,1[L]/)
  })

  it('draws a constant in the middle, and nothing where there is no number', () => {
    expect(stripOf([2, 2]).path).toBe('M0,0.5L1,0.5L1,0.5L2,0.5')
    expect(stripOf([NaN]).path).toBe('')
  })
})

describe('the score in words', () => {
  const { actionSpace } = describeDefault('CartPole-v1')

  it('names what is pushed, which way and how far', () => {
    const bars = scoreBars(actionSpace, [-0.25, 0.31])
    expect(bars.map(({ label }) => label)).toEqual(['push left', 'push right'])
    expect(scoreSentence(bars, 10)).toBe('Pushes “push right” up: 0.31 × |Aₜ| = 3.1')
    expect(scoreSentence(bars, -10)).toBe('Pushes “push right” down: 0.31 × |Aₜ| = 3.1')
    expect(scoreSentence(bars, null)).toBe('Moves “push right” up by 0.31 × advantage')
  })

  it('has means and log σ of continuous actions', () => {
    const space = describeDefault('Pendulum-v1').actionSpace
    expect(scoreBars(space, [2, 3]).map(({ label }) => label)).toEqual([
      'mean torque',
      'log σ torque',
    ])
  })
})
