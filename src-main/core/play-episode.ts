import type { RecordedEpisode, RecordedStep } from '#shared/recorded-episode.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Head, PolicyNetwork } from './engines/engine.ts'
import { noiseSize, outputSize, parameterLayout } from './engines/engine.ts'
import { createEnvironment } from './environments/create-environment.ts'
import type { ObservationNormalizer } from './features/observation-normalizer.ts'
import { withPolicyInput } from './features/policy-input.ts'
import { createRng } from './rng.ts'

/** What a policy acts with. */
export interface ActingPolicy {
  readonly network: PolicyNetwork
  readonly normalizer: ObservationNormalizer | null
}

/**
 * Plays one episode with a policy for a viewer and records all of it. Draws from streams of its
 * own, so training is the same with and without a viewer. Yields after every step.
 */
export function* playEpisode(
  config: RunConfig,
  { network, normalizer }: ActingPolicy,
  episodeIndex: number,
): Generator<void, Omit<RecordedEpisode, 'runId' | 'update'>> {
  const environment = createEnvironment(config.environment)
  const input = withPolicyInput(environment, config, normalizer)
  const { head } = network.shape
  const rng = createRng(config.seed, 'viewer', episodeIndex)
  const state = new Float64Array(environment.stateSize)
  const observation = new Float32Array(environment.observationSize)
  const inputs = new Float32Array(input.observationSize)
  const actions = new Float32Array(environment.actionSize)
  const outputs = new Float32Array(outputSize(head))
  const noise = new Float64Array(noiseSize(head))
  const steps: RecordedStep[] = []
  let episodeReturn = 0

  environment.reset(state, 0, rng)
  do {
    environment.observe(state, 0, observation, 0)
    input.observe(state, 0, inputs, 0)
    noise.forEach((_, i) => (noise[i] = head.kind === 'categorical' ? rng.uniform() : rng.normal()))
    network.sample({ observations: inputs, actions, from: 0, count: 1 }, noise)
    network.forward(inputs, 0, 1, outputs)
    const before = [...state]
    const reward = environment.step(state, 0, actions, 0, rng)
    steps.push({
      observation: [...observation],
      state: before,
      action: head.kind === 'categorical' ? actions[0]! : [...actions],
      policy: distribution(head, outputs, network),
      reward,
    })
    episodeReturn += reward
    yield
  } while (!environment.isTerminated(state, 0) && !environment.isTruncated(state, 0))

  return {
    steps,
    finalState: [...state],
    episodeReturn,
    terminated: environment.isTerminated(state, 0),
    truncated: environment.isTruncated(state, 0),
  }
}

function distribution(
  head: Head,
  outputs: Float32Array,
  { shape, parameters }: PolicyNetwork,
): RecordedStep['policy'] {
  if (head.kind === 'categorical') {
    const largest = Math.max(...outputs)
    const exponentials = Array.from(outputs, (output) => Math.exp(output - largest))
    const sum = exponentials.reduce((total, e) => total + e, 0)
    return { kind: 'categorical', probabilities: exponentials.map((e) => e / sum) }
  }
  const sigma =
    head.sigma === 'learned'
      ? Array.from(parameters.subarray(parameterLayout(shape).logSigma), Math.exp)
      : Array.from(outputs, () => head.initialSigma)
  return { kind: 'gaussian', mean: [...outputs], sigma }
}
