import { describe, expect, it } from 'vitest'
import { MOST_COUNTED_STEPS, type BatchDistribution } from '#shared/distributions.ts'
import { batchDistributions } from '#core/batch-distributions.ts'
import type { Head } from '#core/engines/network-shape.ts'

function distributionsOf(advantages: number[], actions: number[], head: Head) {
  const crew = {
    *gather() {
      return { actions: Float32Array.from(actions) } as never
    },
  }
  const generator = batchDistributions(crew, Float64Array.from(advantages), head)
  let next = generator.next()
  while (!next.done) next = generator.next()
  return next.value
}

const sumOf = ({ counts }: BatchDistribution) => counts.reduce((sum, count) => sum + count, 0)

describe('the distributions of a batch', () => {
  it('count advantages, and discrete actions one by one', () => {
    const head = { kind: 'categorical', actions: 3 } as const
    expect(distributionsOf([-1, 1, 1, 3], [2, 0, 2, 2], head)).toEqual([
      expect.objectContaining({ quantity: 'advantage', component: 0, lowest: -1 }),
      { quantity: 'action', component: 0, lowest: 0, width: 1, counts: [1, 0, 3] },
    ])
  })

  it('count every number of an action apart', () => {
    const head = { kind: 'gaussian', size: 2, sigma: 'fixed', initialSigma: 1 } as const
    const [, first, second] = distributionsOf([0, 0], [1, 10, 1, 20], head)
    expect(first).toMatchObject({ component: 0, counts: [2] })
    expect(second).toMatchObject({ component: 1 })
    expect(second!.counts.filter((count) => count > 0)).toEqual([1, 1])
  })

  it('take an even sample of a long batch, out of step with its order', () => {
    const steps = 16 * MOST_COUNTED_STEPS
    const actions = Array.from({ length: steps }, (_, row) => row % 16)
    const advantages = actions.map((_, row) => row / steps)
    const [ofAdvantages, ofActions] = distributionsOf(advantages, actions, {
      kind: 'categorical',
      actions: 16,
    })
    expect(sumOf(ofAdvantages!)).toBe(MOST_COUNTED_STEPS)
    for (const count of ofActions!.counts) {
      expect(count).toBeGreaterThan(MOST_COUNTED_STEPS / 16 - 30)
      expect(count).toBeLessThan(MOST_COUNTED_STEPS / 16 + 30)
    }
  })
})
