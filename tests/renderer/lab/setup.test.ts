import { describe, expect, it } from 'vitest'
import { exactConfig, firstSetup, pointOf, requestOf, type LabSetup } from '#renderer/lab/setup.ts'

const changed = (changes: Partial<LabSetup>): LabSetup => ({ ...firstSetup, ...changes })

describe('the lab’s form', () => {
  it('begins with a question that can be asked', () => {
    expect(requestOf(firstSetup, 'a')).toMatchObject({
      taskId: 'a',
      config: { environment: { id: 'ShortCorridor-v0' }, estimator: { gamma: 1 } },
      point: { kind: 'slider', value: 0.5 },
      trajectories: 20_000,
    })
  })

  it('says what is wrong with a field', () => {
    expect(exactConfig(changed({ gamma: 2 }))).toBe('Discount is 2; must be at most 1')
    expect(requestOf(changed({ trajectories: 5 }), 'a')).toBe(
      'Trajectories is 5; must be at least 100',
    )
    expect(requestOf(changed({ batchSizes: [1, 'a'] }), 'a')).toBe(
      'Trajectories per estimate is "a"; must be a finite number',
    )
    expect(requestOf(changed({ batchSizes: [5, 5] }), 'a')).toMatch(/names a K twice/)
    expect(requestOf(changed({ estimators: [] }), 'a')).toMatch(/^Estimators/)
  })

  it('says that an environment has no exact values', () => {
    expect(exactConfig(changed({ environment: { id: 'CartPole-v1' } }))).toMatch(
      /^environment.id CartPole-v1 has a continuous state/,
    )
  })

  it('reads θ as it is written in papers and in JSON', () => {
    const vector = (text: string) => pointOf(changed({ pointKind: 'vector', vector: text }))
    const expected = { kind: 'vector', parameters: [1, -2.5, 0.003] }
    expect(vector('1, −2.5, 3e-3')).toEqual(expected)
    expect(vector('[1 -2.5 0.003]')).toEqual(expected)
    expect(vector('1, two')).toBe('θ must be numbers with commas between')
  })

  it('asks for every K from the smallest on', () => {
    expect(requestOf(changed({ batchSizes: [20, 1, 5] }), 'a')).toMatchObject({
      batchSizes: [1, 5, 20],
    })
  })
})
