import { describe, expect, it } from 'vitest'
import { distributionDefinitions, type DistributionQuantity } from '#shared/distributions.ts'
import type { Histogram } from '#shared/histogram.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../core/example-config.ts'
import { loadSimdEngine } from '../core/simd.ts'
import { recompute } from './gradients.ts'
import { watchRun, type WatchedRun } from './watched-run.ts'

/* Every histogram is counted anew from the stored episodes, or from the steps of its batch. */

const runs: Record<string, Partial<RunConfigInput>> = {
  'normalised, discounted weights of discrete actions': {
    estimator: { normalizeAdvantages: true, discountStates: true, gamma: 0.95 },
    batch: { episodes: 6 },
    budget: { updates: 8 },
  },
  'rewards-to-go of real actions': {
    environment: { id: 'Pendulum-v1', parameters: { maxEpisodeSteps: 30 } },
    batch: { episodes: 5 },
    budget: { updates: 5 },
  },
}

/** Expects that this many of `values` lie below each edge, except for those that rounding may put on either side. */
function expectCounts(
  { lowest, width, counts }: Histogram,
  values: readonly number[],
  rounding: number,
): void {
  const below = (edge: number) => values.filter((value) => value < edge).length
  let counted = 0
  for (const [bin, count] of counts.entries()) {
    const edge = lowest + bin * width
    expect(counted).toBeGreaterThanOrEqual(below(edge - rounding))
    expect(counted).toBeLessThanOrEqual(below(edge + rounding))
    counted += count
  }
  expect(counted).toBe(values.length)
  expect(below(lowest + counts.length * width + rounding)).toBe(values.length)
}

/** Histograms of all updates. */
const kept = ({ distributions }: WatchedRun, quantity: DistributionQuantity) => {
  const found = distributions.filter((each) => each.quantity === quantity)
  expect(found.length).toBeGreaterThan(0)
  return found
}

const recomputed: Record<DistributionQuantity, (run: WatchedRun) => void> = {
  episodeReturn({ returnDistribution: { starts, ends, counts, lowest, width }, episodes }) {
    expect(starts.length).toBeGreaterThan(1)
    for (const [column, start] of starts.entries()) {
      const inside = episodes.filter(({ index }) => index + 1 > start && index + 1 <= ends[column]!)
      const returns = inside.map(({ episodeReturn }) => episodeReturn)
      expectCounts({ lowest, width, counts: counts[column]! }, returns, 0)
    }
  },
  advantage(run) {
    const found = recompute(run)
    for (const histogram of kept(run, 'advantage')) {
      expectCounts(histogram, found[histogram.update]!.advantages, 1e-6)
    }
  },
  action(run) {
    for (const histogram of kept(run, 'action')) {
      const { steps, actions } = run.watched[histogram.update]!
      const size = run.shape.head.kind === 'categorical' ? 1 : run.shape.head.size
      const drawn = Array.from(
        { length: steps },
        (_, row) => actions[row * size + histogram.component]!,
      )
      expectCounts(histogram, drawn, 0)
    }
  },
}

describe.each(Object.entries(runs))('%s', (_, changes) => {
  const run = watchRun(exampleConfig({ engine: 'simd', ...changes }), loadSimdEngine())
  it.each(Object.keys(distributionDefinitions) as DistributionQuantity[])('%s', (quantity) =>
    recomputed[quantity](run),
  )
})
