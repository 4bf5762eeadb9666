import { describe, expect, it } from 'vitest'
import { createCrew } from '#core/crew.ts'
import type { Batch } from '#core/batch.ts'
import { createPolicy } from '#core/policies/create-policy.ts'
import { createRng } from '#core/rng.ts'
import { createNormalizer } from '#core/features/observation-normalizer.ts'
import type { FinishedEpisode } from '#core/sampler.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from './example-config.ts'
import { loadSimdEngine } from './simd.ts'

const engine = loadSimdEngine()

/** Two batches in a row, copied. */
function play(changes: Partial<RunConfigInput>) {
  const config = exampleConfig({
    estimator: { baseline: 'value', truncation: 'bootstrap' },
    ...changes,
  })
  const policy = createPolicy(config, engine, createRng(1, 'initial-parameters'))
  const crew = createCrew({ config, engine, policy, normalizer: createNormalizer(config) })
  const finish = <Result>(part: Generator<void, Result>): Result => {
    for (;;) {
      const next = part.next()
      if (next.done) return next.value
    }
  }
  const once = (): { batch: Batch; finished: readonly FinishedEpisode[] } => {
    const { finished } = finish(crew.play(Infinity))
    const batch = finish(crew.gather())
    const copies = {
      observations: batch.observations.slice(),
      trajectory: batch.trajectory.slice(),
      unfinished: batch.unfinished.slice(),
      finalObservations: batch.finalObservations.slice(),
    }
    return { batch: { ...batch, ...copies }, finished }
  }
  return [once(), once()] as const
}

const rowOf = (array: Float32Array, row: number, size: number) => [
  ...array.subarray(row * size, (row + 1) * size),
]

describe('the ends of trajectories', () => {
  it('are kept where the batch cut them: the next batch goes on from there', () => {
    const [first, second] = play({ batch: { environmentSteps: 200, environments: 20 } })
    const { unfinished, finalObservations, trajectories, trajectory, steps } = first.batch
    expect(trajectories).toBeGreaterThan(20)
    // A group of 16 players, then one of 4: the last rows of each are its players'.
    const lastRows = [...range(144, 160), ...range(196, 200)]
    const firstRows = [...range(0, 16), ...range(160, 164)]
    expect(steps).toBe(200)
    const goingOn = lastRows.filter((row) => unfinished[trajectory[row]!] === 1)
    expect(goingOn.length).toBeGreaterThan(10)
    lastRows.forEach((row, player) => {
      if (unfinished[trajectory[row]!] === 0) return
      const next = rowOf(second.batch.observations, firstRows[player]!, 4)
      expect(rowOf(finalObservations, trajectory[row]!, 4)).toEqual(next)
    })
    // CartPole never gets to its time limit here: whatever finished has terminated.
    const over = [...unfinished.subarray(0, trajectories)].filter((flag) => flag === 0)
    expect(over).toHaveLength(first.finished.length)
  })

  it('are kept at the time limit, and not where the task ended', () => {
    const [pendulum] = play({ environment: { id: 'Pendulum-v1' }, batch: { episodes: 3 } })
    expect([...pendulum.batch.unfinished.subarray(0, 3)]).toEqual([1, 1, 1])
    const last = rowOf(pendulum.batch.observations, 599, 3)
    const final = rowOf(pendulum.batch.finalObservations, 2, 3)
    expect(final).not.toEqual(last)
    expect(final[0]! ** 2 + final[1]! ** 2).toBeCloseTo(1, 5)
    const [pole] = play({ batch: { episodes: 3 } })
    expect([...pole.batch.unfinished.subarray(0, 3)]).toEqual([0, 0, 0])
  })

  it('are not kept for estimators that do not ask', () => {
    const [{ batch }] = play({ estimator: {} })
    expect(batch.unfinished).toHaveLength(0)
    expect(batch.finalObservations).toHaveLength(0)
  })
})

function range(from: number, until: number): number[] {
  return Array.from({ length: until - from }, (_, i) => from + i)
}
