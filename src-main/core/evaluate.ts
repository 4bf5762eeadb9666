import type { EvaluatedEpisode } from '#shared/evaluation.ts'
import { type Engine, type PolicyNetwork } from './engines/engine.ts'
import { noiseSize, outputSize } from './engines/network-shape.ts'
import type { Environment } from './environments/environment.ts'
import { createRng } from './rng.ts'

/** What is evaluated, and on how many episodes. */
export interface EvaluationTask {
  /** Its observations are the network's input. */
  readonly environment: Environment
  readonly network: PolicyNetwork
  readonly engine: Engine
  readonly episodes: number
  /** sampled: as in training. mode: the most probable action, the mean of a Gaussian. */
  readonly actions: 'sampled' | 'mode'
  /** Decides start states, actions and whatever the environment draws. */
  readonly seed: number
}

/**
 * Plays episodes without learning, side by side, each with streams of its own: the i-th is the same
 * however many are played. Yields after every step of all.
 */
export function* evaluate({
  environment,
  network,
  engine,
  episodes,
  actions: choice,
  seed,
}: EvaluationTask): Generator<void, EvaluatedEpisode[]> {
  const { stateSize, observationSize, actionSize } = environment
  const { head } = network.shape
  const outputs = outputSize(head)
  const states = new Float64Array(episodes * stateSize)
  const returns = new Float64Array(episodes)
  const lengths = new Int32Array(episodes)
  const environmentRngs = Array.from({ length: episodes }, (_, i) =>
    createRng(seed, 'evaluation', i),
  )
  const actionRngs = Array.from({ length: episodes }, (_, i) =>
    createRng(seed, 'evaluation-action', i),
  )
  const observations = engine.allocate(episodes * observationSize)
  const actions = engine.allocate(episodes * actionSize)
  const found = engine.allocate(episodes * outputs)
  const noise = new Float64Array(episodes * noiseSize(head))
  const active = Array.from({ length: episodes }, (_, i) => i)

  function drawActions(count: number): void {
    const rows = { observations, actions, from: 0, count }
    if (choice === 'sampled') {
      const width = noiseSize(head)
      for (let i = 0; i < count * width; i++) {
        const rng = actionRngs[active[Math.floor(i / width)]!]!
        noise[i] = head.kind === 'categorical' ? rng.uniform() : rng.normal()
      }
      network.sample(rows, noise)
      return
    }
    network.forward(observations, 0, count, found)
    if (head.kind === 'gaussian') actions.set(found.subarray(0, count * outputs))
    else for (let i = 0; i < count; i++) actions[i] = indexOfLargest(found, i * outputs, outputs)
  }

  try {
    for (const i of active) environment.reset(states, i * stateSize, environmentRngs[i]!)
    while (active.length > 0) {
      active.forEach((i, row) =>
        environment.observe(states, i * stateSize, observations, row * observationSize),
      )
      drawActions(active.length)
      active.forEach((i, row) => {
        const rng = environmentRngs[i]!
        const reward = environment.step(states, i * stateSize, actions, row * actionSize, rng)
        returns[i] = returns[i]! + reward
        lengths[i] = lengths[i]! + 1
      })
      const goOn = active.filter(
        (i) =>
          !environment.isTerminated(states, i * stateSize) &&
          !environment.isTruncated(states, i * stateSize),
      )
      active.splice(0, active.length, ...goOn)
      yield
    }
  } finally {
    for (const array of [observations, actions, found]) engine.free(array)
  }
  return Array.from(lengths, (length, i) => ({
    episodeReturn: returns[i]!,
    length,
    terminated: environment.isTerminated(states, i * stateSize),
  }))
}

/** The first of equals. */
function indexOfLargest(values: Float32Array, from: number, count: number): number {
  let best = 0
  for (let i = 1; i < count; i++) if (values[from + i]! > values[from + best]!) best = i
  return best
}
