// Registers the gradients of TensorFlow.js, which the engine does not use.
import '@tensorflow/tfjs'
import * as tf from '@tensorflow/tfjs-core'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { createRng } from '#core/rng.ts'
import { environment as environmentSchema } from '#shared/config/environment.ts'

const HIDDEN = 64
const EPISODES_PER_UPDATE = 16
const GAMMA = 0.99

/**
 * The everyday way to write REINFORCE on TensorFlow.js, as a yardstick: one forward pass and one
 * automatic gradient for every step of one environment, scaled by the reward-to-go afterwards.
 * Returns environment steps per second over about `steps` steps of CartPole, 4-64-64-2 tanh, Adam.
 */
export function measureStockLoop(steps: number): number {
  const environment = createEnvironment(environmentSchema.parse({ id: 'CartPole-v1' }))
  const rng = createRng(1, 'stock-loop')
  const variables = [[4, HIDDEN], [HIDDEN], [HIDDEN, HIDDEN], [HIDDEN], [HIDDEN, 2], [2]].map(
    (shape) => {
      const size = shape.reduce((product, n) => product * n, 1)
      const values = Float32Array.from({ length: size }, () => 0.1 * rng.normal())
      return tf.variable(tf.tensor(values, shape))
    },
  )
  const optimizer = tf.train.adam(0.01)
  const state = new Float64Array(environment.stateSize)
  const observation = new Float32Array(4)
  const startedAt = performance.now()
  let taken = 0

  const logits = () => {
    const [w1, b1, w2, b2, w3, b3] = variables as [tf.Variable, ...tf.Variable[]]
    const layer = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) =>
      tf.add(tf.matMul(x as never, w as never), b)
    const first = tf.tanh(layer(tf.tensor2d(observation, [1, 4]), w1, b1!))
    return layer(tf.tanh(layer(first, w2!, b2!)), w3!, b3!)
  }

  /** One episode: a gradient of log π(a|s) and a reward for each of its steps. */
  function playEpisode(): { gradients: tf.NamedTensorMap[]; rewards: number[] } {
    const gradients: tf.NamedTensorMap[] = []
    const rewards: number[] = []
    environment.reset(state, 0, rng)
    do {
      environment.observe(state, 0, observation, 0)
      const { grads, value } = tf.variableGrads(() => {
        const logProbs = tf.logSoftmax(logits())
        const [left] = tf.exp(logProbs).dataSync()
        const action = rng.uniform() < left! ? 0 : 1
        rewards.push(environment.step(state, 0, Float32Array.of(action), 0, rng))
        return tf.sum(tf.mul(logProbs, tf.tensor2d([1 - action, action], [1, 2]))) as tf.Scalar
      })
      gradients.push(grads)
      value.dispose()
    } while (!environment.isTerminated(state, 0) && !environment.isTruncated(state, 0))
    return { gradients, rewards }
  }

  while (taken < steps) {
    const sums = new Map<string, tf.Tensor>()
    for (let episode = 0; episode < EPISODES_PER_UPDATE; episode++) {
      const { gradients, rewards } = playEpisode()
      taken += rewards.length
      let rewardToGo = 0
      for (let t = rewards.length - 1; t >= 0; t--) {
        rewardToGo = rewards[t]! + GAMMA * rewardToGo
        for (const [name, gradient] of Object.entries(gradients[t]!)) {
          const sum = sums.get(name)
          // Optimizers of TensorFlow.js descend.
          const scaled = tf.mul(gradient, -rewardToGo / EPISODES_PER_UPDATE)
          sums.set(name, sum ? tf.add(sum, scaled) : scaled)
          tf.dispose([gradient, ...(sum ? [sum, scaled] : [])])
        }
      }
    }
    optimizer.applyGradients([...sums].map(([name, tensor]) => ({ name, tensor })))
    tf.dispose([...sums.values()])
  }
  const seconds = (performance.now() - startedAt) / 1000
  tf.dispose(variables)
  optimizer.dispose()
  return taken / seconds
}
