// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import ChartLegend from '#renderer/charts/ChartLegend.vue'
import { distinctions } from '#renderer/compare/distinctions.ts'
import { presets } from '#shared/presets.ts'
import { parseRunConfig } from '#shared/run-config.ts'

const { config } = presets['cartpole-reinforce']!
const { config: particle } = presets['moving-particle']!
const runs = (...configs: readonly (typeof config)[]) => configs.map((config) => ({ config }))

it('seeds and single fields tell runs apart', () => {
  expect(distinctions(runs({ ...config, seed: 3 }, { ...config, seed: 8 }))).toEqual([
    'seed 3',
    'seed 8',
  ])
  const optimizer = { ...config.optimizer, learningRate: 0.5 }
  expect(distinctions(runs(config, { ...config, optimizer }))).toEqual([
    'learning rate 0.01',
    'learning rate 0.5',
  ])
})

it('where much differs as few fields as tell runs apart are named, and nothing where runs are the same', () => {
  expect(distinctions(runs({ ...config, seed: 1 }, { ...particle, seed: 2 }))).toEqual([
    'environment CartPole-v1',
    'environment MovingParticle-v0',
  ])
  const rate = (learningRate: number, seed: number) => {
    const estimator = { ...config.estimator, gamma: learningRate, baseline: 'none' as const }
    const budget = { environmentSteps: seed * 1_000_000, stopWhenSolved: false }
    return { ...config, estimator, budget, seed, optimizer: { ...config.optimizer, learningRate } }
  }
  const names = distinctions(runs(config, rate(0.1, 1), rate(0.2, 1), rate(0.2, 2)))
  expect(new Set(names).size).toBe(4)
  for (const name of names) expect(name.length).toBeLessThanOrEqual(60)
  expect(distinctions(runs(config, config))).toEqual(['', ''])

  // Of fields that tell as much, what a person would name first.
  const another = parseRunConfig({
    ...config,
    estimator: { ...config.estimator, normalizeAdvantages: false },
    optimizer: { kind: 'sgd', learningRate: 1 },
    budget: { episodes: 10 },
  })
  expect(distinctions(runs(config, another))).toEqual([
    'optimizer Adam',
    'optimizer Gradient ascent',
  ])

  // A grid over three fields: one of them has fields of its own.
  const grid = [0.01, 0.03].flatMap((learningRate) =>
    [0.9, 1].flatMap((gamma) =>
      (['none', 'value'] as const).map((baseline) =>
        parseRunConfig({
          ...config,
          optimizer: { ...config.optimizer, learningRate },
          estimator: { weight: 'reward-to-go', gamma, baseline },
        }),
      ),
    ),
  )
  expect(new Set(distinctions(runs(...grid))).size).toBe(grid.length)
})

it('where fields are chosen they make the names, in their order, and none that is the same', () => {
  const estimator = { ...config.estimator, baseline: 'mean' as const }
  const optimizer = { ...config.optimizer, learningRate: 0.5 }
  const two = runs({ ...config, seed: 1 }, { ...config, seed: 2, estimator, optimizer })
  const fields = ['optimizer.learningRate', 'seed', 'estimator.gamma']
  expect(distinctions(two, fields)).toEqual([
    'learning rate 0.01, seed 1',
    'learning rate 0.5, seed 2',
  ])
  expect(distinctions(two, [])).toEqual(['', ''])
})

it('the legend says what tells its lines apart', () => {
  const line = { color: '#0072b2', dash: [], points: [] }
  const legend = mount(ChartLegend, {
    props: {
      lines: [
        { ...line, label: '#1', detail: 'seed 3' },
        { ...line, label: '#2', detail: 'seed 8' },
      ],
    },
  })
  expect(legend.text()).toMatch(/#1\s+seed 3\s+#2\s+seed 8/)
})
