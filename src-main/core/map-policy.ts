import type { MapAxis, PolicyMap, PolicyMapRequest } from '#shared/policy-map.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { log } from '#shared/math/logarithm.ts'
import { createBatch } from './batch.ts'
import { type PolicyNetwork } from './engines/engine.ts'
import { outputSize } from './engines/network-shape.ts'
import { createEnvironment } from './environments/create-environment.ts'
import type { ValueFunction } from './estimators/value-function.ts'
import type { ObservationNormalizer } from './features/observation-normalizer.ts'
import { withPolicyInput } from './features/policy-input.ts'
import { distribution } from './play-episode.ts'
import { createRng } from './rng.ts'

/** A large network takes a millisecond for so many. */
const ROWS_PER_CALL = 64

export interface MappedPolicy {
  readonly policy: { readonly network: PolicyNetwork }
  readonly normalizer: ObservationNormalizer | null
  readonly valueFunction: ValueFunction | null
}

/** Asks a policy, and V, what they make of the states of a map. Yields between calls of the engine. */
export function* mapPolicy(
  config: RunConfig,
  { policy: { network }, normalizer, valueFunction }: MappedPolicy,
  request: PolicyMapRequest,
): Generator<void, Omit<PolicyMap, 'runId' | 'update'>> {
  const inputs = inputsOf(config, normalizer, request)
  const width = network.shape.inputSize
  const cells = inputs.length / width
  const { head } = network.shape
  const size = outputSize(head)
  const outputs = new Float32Array(cells * size)
  for (let from = 0; from < cells; from += ROWS_PER_CALL) {
    const count = Math.min(ROWS_PER_CALL, cells - from)
    network.forward(inputs, from, count, outputs.subarray(from * size, (from + count) * size))
    yield
  }
  const distributions = Array.from({ length: cells }, (_, cell) =>
    distribution(head, outputs.subarray(cell * size, (cell + 1) * size), network),
  )
  const values = valueFunction && (yield* valuesAt(valueFunction, inputs, cells))
  return { policy: joined(distributions), entropy: distributions.map(entropyOf), values }
}

/** What the network is given at every cell. */
function inputsOf(
  config: RunConfig,
  normalizer: ObservationNormalizer | null,
  { x, y, state: held, stepsTaken }: PolicyMapRequest,
): Float32Array {
  const environment = createEnvironment(config.environment)
  const { observe, observationSize } = withPolicyInput(environment, config, normalizer)
  const rows = y?.count ?? 1
  const inputs = new Float32Array(x.count * rows * observationSize)
  const state = new Float64Array(environment.stateSize)
  // There may be more to a state than a person can set.
  environment.reset(state, 0, createRng(config.seed, 'policy-map'))
  state.set(held)
  state[state.length - 1] = stepsTaken
  for (let j = 0; j < rows; j++) {
    if (y) state[y.index] = middleOf(y, j)
    for (let i = 0; i < x.count; i++) {
      state[x.index] = middleOf(x, i)
      observe(state, 0, inputs, (j * x.count + i) * observationSize)
    }
  }
  return inputs
}

const middleOf = ({ from, to, count }: MapAxis, cell: number): number =>
  from + ((cell + 0.5) * (to - from)) / count

type Distribution = ReturnType<typeof distribution>

function joined(distributions: readonly Distribution[]): PolicyMap['policy'] {
  const [first] = distributions
  if (first!.kind === 'gaussian') {
    const mean = distributions.map((each) => (each.kind === 'gaussian' ? each.mean : []))
    return { kind: 'gaussian', mean, sigma: first!.sigma }
  }
  // Six digits are all a reader can use, and a quarter of what would be sent.
  const rounded = (p: number) => Math.round(p * 1e6) / 1e6
  return {
    kind: 'categorical',
    probabilities: distributions.map((each) =>
      each.kind === 'categorical' ? each.probabilities.map(rounded) : [],
    ),
  }
}

/** H of a distribution, nats. */
function entropyOf(distribution: Distribution): number {
  if (distribution.kind === 'gaussian') {
    return distribution.sigma.reduce(
      (sum, sigma) => sum + log(sigma) + 0.5 * log(2 * Math.PI * Math.E),
      0,
    )
  }
  return distribution.probabilities.reduce((sum, p) => (p > 0 ? sum - p * log(p) : sum), 0)
}

function* valuesAt(
  valueFunction: ValueFunction,
  observations: Float32Array,
  steps: number,
): Generator<void, number[]> {
  const batch = { ...createBatch(), steps, trajectories: 1, observations }
  const { rows } = yield* valueFunction.estimate({ ...batch, unfinished: new Uint8Array(1) })
  return [...rows]
}
