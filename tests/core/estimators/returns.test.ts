import { describe, expect, it } from 'vitest'
import { generalizedAdvantages, rewardsToGo, trajectoryReturns } from '#core/estimators/returns.ts'
import { earned } from './earned.ts'

describe('returns', () => {
  it('count every reward from a step on, discounted: 1 + 2/2 + 4/4 = 3', () => {
    expect([...rewardsToGo(earned, 0.5)]).toEqual([3, 20, 4, 20, 4])
  })

  it('are those of the whole trajectory at each of its steps', () => {
    expect([...trajectoryReturns(earned, 0.5)]).toEqual([3, 20, 3, 20, 3])
  })

  it('go on after the last step of a trajectory that has a tail: 4 + 8/2, 2 + 8/2, 1 + 6/2', () => {
    const result = new Float64Array(earned.steps)
    expect([...rewardsToGo(earned, 0.5, result, Float64Array.of(8, 0))]).toEqual([4, 20, 6, 20, 8])
  })
})

describe('generalised advantages', () => {
  const rows = Float64Array.of(1, 8, 2, 16, 3)
  const advantages = (lambda: number, tails = Float64Array.of(0, 0)) => [
    ...generalizedAdvantages(earned, { rows, tails }, 0.5, lambda),
  ]

  it('are the errors of one step for λ = 0: r + V(s′)/2 − V(s)', () => {
    expect(advantages(0)).toEqual([1, 10, 1.5, 4, 1])
  })

  it('are G_t − V(s_t) for λ = 1', () => {
    expect(advantages(1)).toEqual([2, 12, 2, 4, 1])
    const tails = Float64Array.of(8, 4)
    const returns = rewardsToGo(earned, 0.5, new Float64Array(5), tails)
    expect(advantages(1, tails)).toEqual([...returns].map((value, row) => value - rows[row]!))
  })

  it('sum the errors of later steps, weighed by γλ = ¼', () => {
    expect(advantages(0.5)).toEqual([1 + 1.75 / 4, 11, 1.75, 4, 1])
  })

  it('take the tail for V after the last step: 4 + 6/2 − 3', () => {
    expect(advantages(0, Float64Array.of(6, 0))).toEqual([1, 10, 1.5, 4, 4])
  })
})
