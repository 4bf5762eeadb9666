import type { RecordedEpisode, RecordedStep } from '#shared/recorded-episode.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { exp } from '#shared/math/exponential.ts'
import type { PolicyNetwork } from './engines/engine.ts'
import type { Head } from './engines/network-shape.ts'
import { noiseSize, outputSize, parameterLayout } from './engines/network-shape.ts'
import { createEnvironment } from './environments/create-environment.ts'
import type { ObservationNormalizer } from './features/observation-normalizer.ts'
import { withPolicyInput } from './features/policy-input.ts'
import { createRng, type Rng } from './rng.ts'

/** What a policy acts with. */
export interface ActingPolicy {
  readonly network: PolicyNetwork
  readonly normalizer: ObservationNormalizer | null
}

/** An episode, and what the network was given and put out on its way. */
export interface PlayedEpisode {
  readonly episode: Pick<
    RecordedEpisode,
    'steps' | 'finalState' | 'finalObservation' | 'episodeReturn' | 'terminated' | 'truncated'
  >
  /** [steps × input size] */
  readonly inputs: Float32Array
  /** What the network would have been given next. */
  readonly finalInput: Float32Array
  /** [steps × action size] */
  readonly actions: Float32Array
  /** [steps × outputs]: logits, or means. */
  readonly outputs: Float32Array
}

/**
 * Plays one episode with a policy for a viewer and records all of it. Draws from streams of its
 * own, so training is the same with and without a viewer. Yields after every step.
 */
export function* playEpisode(
  config: RunConfig,
  { network, normalizer }: ActingPolicy,
  draws: EpisodeDraws,
): Generator<void, PlayedEpisode> {
  const environment = createEnvironment(config.environment)
  const input = withPolicyInput(environment, config, normalizer)
  const { head } = network.shape
  const state = new Float64Array(environment.stateSize)
  const observation = new Float32Array(environment.observationSize)
  const inputs = createRows(input.observationSize)
  const actions = createRows(environment.actionSize)
  const outputs = createRows(outputSize(head))
  const noise = new Float64Array(noiseSize(head))
  const steps: RecordedStep[] = []
  let episodeReturn = 0

  environment.reset(state, 0, draws.start())
  do {
    const given = inputs.scratch
    const action = actions.scratch
    environment.observe(state, 0, observation, 0)
    input.observe(state, 0, given, 0)
    const actionRng = draws.action(steps.length)
    noise.forEach(
      (_, i) => (noise[i] = head.kind === 'categorical' ? actionRng.uniform() : actionRng.normal()),
    )
    network.sample({ observations: given, actions: action, from: 0, count: 1 }, noise)
    network.forward(given, 0, 1, outputs.scratch)
    const before = [...state]
    const reward = environment.step(state, 0, action, 0, draws.environment(steps.length))
    steps.push({
      observation: [...observation],
      state: before,
      action: head.kind === 'categorical' ? action[0]! : [...action],
      policy: distribution(head, outputs.scratch, network),
      reward,
    })
    for (const rows of [inputs, actions, outputs]) rows.keep()
    episodeReturn += reward
    yield
  } while (!environment.isTerminated(state, 0) && !environment.isTruncated(state, 0))

  environment.observe(state, 0, observation, 0)
  input.observe(state, 0, inputs.scratch, 0)
  return {
    episode: {
      steps,
      finalState: [...state],
      finalObservation: [...observation],
      episodeReturn,
      terminated: environment.isTerminated(state, 0),
      truncated: environment.isTruncated(state, 0),
    },
    inputs: inputs.all(),
    finalInput: inputs.scratch,
    actions: actions.all(),
    outputs: outputs.all(),
  }
}

/** Where the draws of an episode come from. */
export interface EpisodeDraws {
  start(): Rng
  action(step: number): Rng
  environment(step: number): Rng
}

/** Of a run itself: its seed decides, and how many it played before. */
export function drawsOfRun(seed: number, index: number): EpisodeDraws {
  const rng = createRng(seed, 'viewer', index)
  return { start: () => rng, action: () => rng, environment: () => rng }
}

/**
 * The same for every run: a start number decides s₀, and the noise of every step by itself, so that
 * two policies meet the same luck at the same step however much each drew before.
 */
export const drawsOfStart = (start: number): EpisodeDraws => ({
  start: () => createRng(start, 'shared-start'),
  action: (step) => createRng(start, 'shared-action', step),
  environment: (step) => createRng(start, 'shared-environment', step),
})

/** Rows of an episode whose length shows only at its end. */
function createRows(width: number) {
  const scratch = new Float32Array(width)
  let rows = new Float32Array(64 * width)
  let used = 0
  return {
    scratch,
    keep() {
      if (used + width > rows.length) {
        const larger = new Float32Array(2 * rows.length)
        larger.set(rows)
        rows = larger
      }
      rows.set(scratch, used)
      used += width
    },
    all: () => rows.subarray(0, used),
  }
}

/** π(·|s) from what the network says of s. */
export function distribution(
  head: Head,
  outputs: Float32Array,
  { shape, parameters }: PolicyNetwork,
): RecordedStep['policy'] {
  if (head.kind === 'categorical') {
    const largest = Math.max(...outputs)
    const exponentials = Array.from(outputs, (output) => exp(output - largest))
    const sum = exponentials.reduce((total, e) => total + e, 0)
    return { kind: 'categorical', probabilities: exponentials.map((e) => e / sum) }
  }
  const sigma =
    head.sigma === 'learned'
      ? Array.from(parameters.subarray(parameterLayout(shape).logSigma), exp)
      : Array.from(outputs, () => head.initialSigma)
  return { kind: 'gaussian', mean: [...outputs], sigma }
}
