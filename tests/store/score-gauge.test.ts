import { expect, it } from 'vitest'
import { scoreGaugeReport } from '#main/api/score-gauge.ts'
import { fewestTrajectories, gaugeComponents, scoreGaugeLimit } from '#shared/score-gauge.ts'
import { exampleConfig } from '../core/example-config.ts'
import { addRun, openStore, sampleConfig, sampleProgress, sampleUpdate } from './sample-runs.ts'

it('a gauge is compared with the limit of its batch, over the last thousand updates', () => {
  const store = openStore()
  addRun(store)
  const config = sampleConfig()
  const limit = scoreGaugeLimit(gaugeComponents(config), fewestTrajectories(config, 4))
  const gaugeOf = (index: number) =>
    index < 600 ? 1000 : index === 700 ? null : index % 100 === 0 ? 1.01 * limit : 0.99 * limit
  store.addBatch(1, {
    episodes: [],
    updates: Array.from({ length: 1600 }, (_, i) => sampleUpdate(i, { scoreGauge: gaugeOf(i) })),
    progress: { ...sampleProgress, updates: 1600 },
    checkpoint: null,
  })
  const { largest, ...counts } = scoreGaugeReport(store, 1)
  // 600, 800, 900, … 1500; 700 has no value.
  expect(counts).toEqual({ updates: 999, exceeding: 9 })
  expect(largest).toBeCloseTo(1.01 * limit, 10)
})

it('a run without updates has nothing to tell', () => {
  const store = openStore()
  addRun(store)
  expect(scoreGaugeReport(store, 1)).toEqual({ updates: 0, exceeding: 0, largest: null })
})

it('has as many components as the policy has outputs, and log σ where it is learned', () => {
  expect(gaugeComponents(exampleConfig())).toBe(2)
  const environment = { id: 'Pendulum-v1' } as const
  const gaussian = (sigma: 'fixed' | 'learned') =>
    gaugeComponents(exampleConfig({ environment, policy: { kind: 'gaussian-linear', sigma } }))
  expect([gaussian('fixed'), gaussian('learned')]).toEqual([1, 2])
})

it('knows trajectories of complete episodes, and a lower bound of those of fixed steps', () => {
  expect(fewestTrajectories(exampleConfig({ batch: { episodes: 7 } }), 3)).toBe(7)
  const steps = exampleConfig({ batch: { environmentSteps: 64, environments: 4 } })
  expect([0, 3, 9].map((finished) => fewestTrajectories(steps, finished))).toEqual([4, 4, 9])
})
