import * as tf from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { createTraining } from '#core/training.ts'
import { createJudges } from '#main/workers/create-judge.ts'
import type { Engine } from '#core/engines/engine.ts'
import { exampleConfig } from '../core/example-config.ts'
import { loadSimdEngine } from '../core/simd.ts'
import { loadTestEngine } from '../core/tfjs.ts'

const simd = loadSimdEngine()
const tfjs = await loadTestEngine()

/** Judges the policies of that many configurations, each with a learned V. */
function judgeRuns(engine: Engine, runs: number): void {
  const judges = createJudges(2)
  for (let seed = 1; seed <= runs; seed++) {
    const config = exampleConfig({ seed, estimator: { baseline: 'value' } })
    const { policy, baseline, valueFunction } = createTraining(config, simd)
    const known = { baseline: baseline.save(), valueFunction: valueFunction!.save() }
    const { parameters } = policy.network
    judges.of(config, engine).take({ parameters, observationMoments: null, ...known })
  }
}

it('holds the tensors of the last few configurations only, those of V among them', () => {
  const before = tf.memory().numTensors
  const after = (runs: number) => {
    judgeRuns(tfjs, runs)
    return tf.memory().numTensors - before
  }
  const ofTwo = after(2)
  expect(ofTwo).toBeGreaterThan(0)
  expect(after(20) - ofTwo).toBe(ofTwo)
})

it('gives back to an engine all that was taken of its memory', () => {
  const taken = new Set<Float32Array>()
  const counting: Engine = {
    ...simd,
    allocate(length) {
      const array = simd.allocate(length)
      taken.add(array)
      return array
    },
    free(array) {
      taken.delete(array)
      simd.free(array)
    },
  }
  const after = (runs: number) => {
    taken.clear()
    judgeRuns(counting, runs)
    return taken.size
  }
  const ofTwo = after(2)
  expect(ofTwo).toBeGreaterThan(0)
  expect(after(20)).toBe(ofTwo)
})
