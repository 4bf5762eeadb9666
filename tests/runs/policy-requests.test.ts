import { describe, expect, it } from 'vitest'
import { createTraining } from '#core/training.ts'
import { createPolicyRequests } from '#main/runs/policy-requests.ts'
import { policySnapshot } from '#main/workers/policy-snapshot.ts'
import { exampleConfig } from '../core/example-config.ts'
import { loadSimdEngine } from '../core/simd.ts'

const checkpointOf = (update: number) => ({
  update,
  parameters: new Float32Array(1),
  observationMoments: null,
})

/** A training that takes `costMs` to copy its policy, asked by viewers, on a clock that is set by hand. */
function open(costMs: number) {
  let time = 0
  const asked: number[] = []
  const requests = createPolicyRequests(
    (requestId) => void asked.push(requestId),
    () => time,
  )
  return {
    requests,
    asked,
    at: (ms: number) => void (time = ms),
    answer: () =>
      requests.answer(asked.at(-1)!, { checkpoint: checkpointOf(asked.length), costMs }),
  }
}

describe('copies of a policy in training for those who watch', () => {
  it('are one for all who ask at the same time', async () => {
    const { requests, asked, answer } = open(1)
    const viewers = Array.from({ length: 4 }, () => requests.policy())
    answer()
    expect(asked).toHaveLength(1)
    expect((await Promise.all(viewers)).map(({ update }) => update)).toEqual([1, 1, 1, 1])
  })

  it('take at most a twentieth of its time, however often they are asked for', async () => {
    const { requests, asked, at, answer } = open(5)
    for (let ms = 0; ms < 10_000; ms++) {
      at(ms)
      const policy = requests.policy()
      if (ms === 0 || asked.length > Math.floor((ms - 1) / 200) + 1) answer()
      await policy
    }
    // Each is copied, which takes 5 ms, and then sent, which takes as long again.
    expect(asked.length * 2 * 5).toBeLessThanOrEqual(10_000 / 20)
    expect(asked.length).toBeGreaterThan(40)
  })

  it('are new where the run was told something, as a pause', async () => {
    const { requests, asked, answer } = open(1000)
    const first = requests.policy()
    answer()
    await first
    requests.forget()
    const second = requests.policy()
    answer()
    expect((await second).update).toBe(2)
    expect(asked).toHaveLength(2)
  })

  it('are asked for again after one was refused', async () => {
    const { requests, answer } = open(1)
    const first = requests.policy()
    requests.refuse('Run 1 ended')
    await expect(first).rejects.toThrow('Run 1 ended')
    const second = requests.policy()
    answer()
    expect((await second).update).toBe(2)
  })

  it('cost a wide network less than 10 % of its thread with four viewers who wait for 0.7 s', () => {
    const config = exampleConfig({
      policy: { kind: 'mlp', hiddenSizes: [1024, 1024] },
      estimator: { baseline: 'value' },
    })
    const training = createTraining(config, loadSimdEngine())
    const times = Array.from({ length: 9 }, () => {
      const { user, system } = process.cpuUsage()
      structuredClone(policySnapshot(training))
      const after = process.cpuUsage()
      return (after.user + after.system - user - system) / 1000
    })
    const median = times.toSorted((a, b) => a - b)[4]!
    expect(4 * median).toBeLessThan(70)
  })
})
