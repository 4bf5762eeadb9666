import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { groupByTrajectory } from '#core/engines/trajectory-rows.ts'
import { loadTestEngine } from '../tfjs.ts'
import { createTestNetwork, policyShapes, testRows } from './contract-cases.ts'
import { testEngine } from './engine-contract.ts'

const engine = await loadTestEngine()

describe('the tfjs engine', () => {
  testEngine(engine)

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors
    for (const shape of Object.values(policyShapes)) {
      const network = createTestNetwork(engine, shape)
      const { rows, weights } = testRows(shape, 7, 0)
      const { parameters } = network
      const gradient = new Float32Array(parameters.length)
      const trajectory = new Int32Array(7)
      const groups = groupByTrajectory({ steps: 7, trajectories: 1, trajectory })
      network.logProbs(rows, new Float32Array(7))
      network.addTrajectoryGradients(rows, weights, groups, gradient)
      network.addEntropyGradient(rows, weights, gradient)
      network.meanKl(rows, parameters.slice())
      network.fisherVectorProduct(rows, gradient.slice(), gradient)
      network.dispose()
    }
    expect(tf.memory().numTensors).toBe(before)
  })
})
