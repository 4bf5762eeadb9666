import { describe, expect, it } from 'vitest'
import { createTraining, type TrainingState } from '#core/training.ts'
import { createStateTaker, deserializeState } from '#main/workers/training-states.ts'
import { exampleConfig } from '../core/example-config.ts'
import { loadSimdEngine } from '../core/simd.ts'

const engine = loadSimdEngine()
const everyMs = 100

/** Takes states of `bytes`; each takes `costMs` by the clock it is given. */
function takerOf(bytes: number, costMs = 0, startMs = 0) {
  const state = new Uint8Array(bytes) as unknown as TrainingState
  let time = 0
  return createStateTaker(
    {
      save() {
        time += costMs
        return state
      },
    },
    startMs,
    everyMs,
    () => time,
  )
}

describe('a taker of states', () => {
  it('gives the state back to the bit', () => {
    const training = createTraining(exampleConfig({ estimator: { baseline: 'value' } }), engine)
    const taker = createStateTaker(training, 0, everyMs)
    expect(deserializeState(taker.take(everyMs)!)).toEqual(training.save())
  })

  it('is due after so much training time since the start and since the last', () => {
    const taker = takerOf(10, 0, 1000)
    expect([1000, 1099, 1100].map(taker.isDue)).toEqual([false, false, true])
    taker.take(1250)
    expect([1349, 1350].map(taker.isDue)).toEqual([false, true])
  })

  it('rests 200 times as long as a state took', () => {
    const taker = takerOf(10, 3)
    taker.take(100)
    expect([699, 700].map(taker.isDue)).toEqual([false, true])
  })

  it('rests a second for each megabyte', () => {
    const taker = takerOf(2_000_000)
    expect(taker.take(100)!.byteLength).toBeGreaterThan(2_000_000)
    expect([2100, 2101].map(taker.isDue)).toEqual([false, true])
  })

  it('refuses bytes of which the end is missing', () => {
    const training = createTraining(exampleConfig(), engine)
    const whole = createStateTaker(training, 0).take(0)!
    expect(() => deserializeState(whole.subarray(0, whole.length - 1))).toThrow()
  })
})
