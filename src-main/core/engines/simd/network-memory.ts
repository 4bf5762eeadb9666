import { log } from '#shared/math/logarithm.ts'
import {
  actionSize,
  isSigmaLearned,
  outputSize,
  parameterLayout,
  type NetworkShape,
} from '../network-shape.ts'
import type { EngineMemory } from './memory.ts'

/** Rows the kernel works on at a time: BLOCK in kernel/network.ts. */
export const BLOCK = 64

/** The activations of a batch up to this size are kept from the rollout to the gradient. */
const KEPT_BYTES = 32 * 2 ** 20
const FIRST_ROWS = BLOCK

/** Fields of Network and Layer in kernel/network.ts, all of 4 bytes. */
const NETWORK_FIELDS = 24
const LAYER_FIELDS = 12
/** Of Piece in kernel/trajectories.ts. */
const PIECE_FIELDS = 3
const KEPT_ROWS_FIELD = 6
const STAMPS_FIELD = 8
const INPUTS_FIELD = 9
const ACTIVATIONS_FIELD = 9

/** Widths are padded to whole vectors. */
const padded = (size: number) => (size + 3) & ~3

/** A network as the kernel sees it. */
export interface NetworkMemory {
  /** Its description. */
  readonly address: number
  readonly parameters: Float32Array
  readonly logSigma: Float32Array
  readonly sigma: Float64Array
  /** Log-probability and entropy, summed. */
  readonly statistics: Float64Array
  /** As Network.gauge in kernel/network.ts: four times as many numbers as the outputs, padded. */
  readonly gauge: Float64Array
  /** Makes slots for the rows before `rows`, as far as they may be kept; may forget what is held. */
  keep(rows: number): void
  dispose(): void
}

export function createNetworkMemory(shape: NetworkShape, memory: EngineMemory): NetworkMemory {
  const { head, inputSize } = shape
  const layout = parameterLayout(shape)
  const outputs = outputSize(head)
  const sizes = [inputSize, ...shape.hiddenSizes, outputs].map(padded)
  const rowFloats = sizes.reduce((sum, size) => sum + size, 0)
  const mostRows = Math.floor(KEPT_BYTES / (4 * rowFloats))
  const widest = Math.max(...sizes)

  const owned: (Float32Array | Float64Array | Int32Array)[] = []
  const own = <A extends Float32Array | Float64Array | Int32Array>(array: A): A => {
    owned.push(array)
    return array
  }
  const floats = (length: number) => own(memory.floats(length)).byteOffset

  const parameters = own(memory.floats(layout.count))
  const logSigma = isSigmaLearned(head)
    ? parameters.subarray(layout.logSigma)
    : own(memory.floats(outputs))
  if (head.kind === 'gaussian') logSigma.fill(log(head.initialSigma))
  const sigma = own(memory.doubles(outputs))
  const logSigmaGradient = own(memory.doubles(padded(outputs)))
  const statistics = own(memory.doubles(4))
  const outputScores = own(memory.doubles(2 * padded(outputs)))
  const gauge = own(memory.doubles(4 * padded(outputs)))
  const description = own(memory.integers(NETWORK_FIELDS + LAYER_FIELDS * layout.layers.length))

  description.set([
    layout.layers.length,
    Number(shape.activation === 'relu'),
    Number(head.kind === 'gaussian'),
    Number(isSigmaLearned(head)),
    inputSize,
    outputs,
    0, // kept rows
    0, // generation
    0, // stamps
    0, // inputs
    floats(BLOCK * widest),
    floats(BLOCK * widest),
    floats(BLOCK * widest),
    floats(widest),
    floats(padded(outputs)),
    logSigma.byteOffset,
    sigma.byteOffset,
    logSigmaGradient.byteOffset,
    statistics.byteOffset,
    outputScores.byteOffset,
    gauge.byteOffset,
    own(memory.integers(PIECE_FIELDS * BLOCK)).byteOffset,
    floats(BLOCK * actionSize(head)),
    floats(BLOCK),
  ])
  layout.layers.forEach(({ inputs, outputs, weights }, i) => {
    const [paddedInputs, paddedOutputs] = [padded(inputs), padded(outputs)]
    const area = paddedInputs * paddedOutputs
    const biases = own(memory.floats(paddedOutputs))
    // A padding logit of −∞ has the probability 0.
    const isLogits = i === layout.layers.length - 1 && head.kind === 'categorical'
    if (isLogits) biases.fill(-Infinity, outputs)
    description.set(
      [
        inputs,
        outputs,
        paddedInputs,
        paddedOutputs,
        parameters.byteOffset + 4 * weights,
        floats(area),
        i === 0 ? 0 : floats(area),
        biases.byteOffset,
        floats(2 * (area + paddedOutputs)),
        0, // activations
        floats(area),
        floats(paddedOutputs),
      ],
      NETWORK_FIELDS + i * LAYER_FIELDS,
    )
  })

  let slots: (Float32Array | Int32Array)[] = []
  const freeSlots = () => slots.forEach((array) => memory.free(array))

  /** Slots for `rows` rows and two blocks more, all of which hold nothing yet. */
  function makeSlots(rows: number): void {
    freeSlots()
    const count = rows + 2 * BLOCK
    const stamps = memory.integers(count)
    const activations = sizes.map((size) => memory.floats(count * size))
    slots = [stamps, ...activations]
    description[KEPT_ROWS_FIELD] = rows
    description[STAMPS_FIELD] = stamps.byteOffset
    description[INPUTS_FIELD] = activations[0]!.byteOffset
    layout.layers.forEach((_, i) => {
      const at = NETWORK_FIELDS + i * LAYER_FIELDS + ACTIVATIONS_FIELD
      description[at] = activations[i + 1]!.byteOffset
    })
  }
  makeSlots(0)

  return {
    address: description.byteOffset,
    parameters,
    logSigma,
    sigma,
    statistics,
    gauge,
    keep(rows) {
      const kept = description[KEPT_ROWS_FIELD]!
      if (rows <= kept || kept === mostRows) return
      makeSlots(Math.min(mostRows, Math.max(FIRST_ROWS, rows, 2 * kept)))
    },
    dispose() {
      freeSlots()
      owned.forEach((array) => memory.free(array))
    },
  }
}
