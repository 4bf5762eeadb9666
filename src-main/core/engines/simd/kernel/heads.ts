import { exp4, largestOf, log1p, sumOf } from './math'
import { Network, outputLayer } from './network'

const HALF_LOG_2_PI: f64 = 0.9189385332046727
/** The output that each lane of the first vector holds. */
const LANES = memory.data<f32>([0.0, 1.0, 2.0, 3.0])

/**
 * Writes the exponentials of a row's outputs, relative to `largest`, to `scratch`; returns their sum.
 * Padding outputs are −∞, so their exponential is 0.
 */
@inline
function softmax(outputs: usize, stride: usize, scratch: usize, largest: f32): f32 {
  const shift = f32x4.splat(largest)
  let sums = f32x4.splat(0)
  for (let at: usize = 0; at < stride; at += 16) {
    const e = exp4(f32x4.sub(v128.load(outputs + at), shift))
    v128.store(scratch + at, e)
    sums = f32x4.add(sums, e)
  }
  return sumOf(sums)
}

/**
 * The same, but returns the sum without one of the largest, which is 1: of a nearly certain action that
 * keeps the digits that 1 + rest would lose.
 */
@inline
function exponentialsBesideLargest(outputs: usize, stride: usize, scratch: usize, largest: f32): f32 {
  const shift = f32x4.splat(largest)
  const one = f32x4.splat(1)
  let rests = f32x4.splat(0)
  let ones = rests
  for (let at: usize = 0; at < stride; at += 16) {
    const e = exp4(f32x4.sub(v128.load(outputs + at), shift))
    v128.store(scratch + at, e)
    const isLargest = f32x4.eq(e, one)
    rests = f32x4.add(rests, v128.andnot(e, isLargest))
    ones = f32x4.add(ones, v128.and(one, isLargest))
  }
  return sumOf(rests) + (sumOf(ones) - 1)
}

@inline
function largestOutput(outputs: usize, stride: usize): f32 {
  let largest = v128.load(outputs)
  for (let at: usize = 16; at < stride; at += 16) {
    largest = f32x4.pmax(largest, v128.load(outputs + at))
  }
  return largestOf(largest)
}

/** Draws the actions of a block; `noise` decides them. */
export function sampleActions(
  network: Network,
  slot: i32,
  count: i32,
  actions: usize,
  noise: usize,
): void {
  const layer = outputLayer(network)
  const stride = <usize>layer.paddedOutputs << 2
  let outputs = layer.activations + <usize>slot * stride
  const outputSize = network.outputSize
  const scratch = network.scratch
  const sigma = network.sigma
  if (network.isGaussian) {
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < outputSize; i++) {
        const mean = <f64>load<f32>(outputs + (<usize>i << 2))
        const deviation = load<f64>(sigma + (<usize>i << 3))
        store<f32>(actions, <f32>(mean + deviation * load<f64>(noise)))
        actions += 4
        noise += 8
      }
      outputs += stride
    }
    return
  }
  for (let row = 0; row < count; row++) {
    const sum = softmax(outputs, stride, scratch, largestOutput(outputs, stride))
    // Compared with the exponentials instead of the probabilities: no division.
    let left = load<f64>(noise) * <f64>sum
    let chosen = 0
    for (; chosen < outputSize - 1; chosen++) {
      const e = <f64>load<f32>(scratch + (<usize>chosen << 2))
      if (!(left >= e)) break
      left -= e
    }
    store<f32>(actions, sum == sum ? <f32>chosen : f32.NaN)
    actions += 4
    noise += 8
    outputs += stride
  }
}

/**
 * Writes weight·∂log π/∂outputs of some rows of a block to `delta`, from that of row `first` on, and
 * adds log-probability, entropy, weight·∂log π/∂log σ and what is not weighted to the network's sums.
 */
export function score(
  network: Network,
  slot: i32,
  first: i32,
  count: i32,
  actions: usize,
  weights: usize,
): void {
  if (network.isGaussian) return scoreGaussian(network, slot, first, count, actions, weights)
  const layer = outputLayer(network)
  const stride = <usize>layer.paddedOutputs << 2
  let outputs = layer.activations + <usize>(slot + first) * stride
  let delta = network.delta + <usize>first * stride
  const outputSize = network.outputSize
  const scratch = network.scratch
  const statistics = network.statistics
  const outputScores = network.outputScores
  let logProbSum = load<f64>(statistics)
  let entropySum = load<f64>(statistics, 8)
  const zero = f32x4.splat(0)
  const four = f32x4.splat(4)
  for (let row = 0; row < count; row++) {
    const largest = largestOutput(outputs, stride)
    const rest = exponentialsBesideLargest(outputs, stride, scratch, largest)
    const logSum = log1p(rest)
    const inverse = f32x4.splat(<f32>1 / (<f32>1 + rest))
    const weight = load<f32>(weights)
    const negative = f32x4.splat(-weight)
    const shift = f32x4.splat(largest)
    const logSums = f32x4.splat(logSum)
    const action = load<f32>(actions)
    const chosenLane = f32x4.splat(action)
    let lanes = v128.load(LANES)
    let entropies = zero
    let others = zero
    for (let at: usize = 0; at < stride; at += 16) {
      const p = f32x4.mul(v128.load(scratch + at), inverse)
      const logP = f32x4.sub(f32x4.sub(v128.load(outputs + at), shift), logSums)
      // p·log p tends to 0 with p, although log p does not.
      entropies = f32x4.sub(entropies, v128.andnot(f32x4.mul(p, logP), f32x4.eq(p, zero)))
      v128.store(delta + at, f32x4.mul(p, negative))
      const ofOthers = v128.andnot(p, f32x4.eq(lanes, chosenLane))
      others = f32x4.add(others, ofOthers)
      subtractFrom(outputScores + (at << 1), ofOthers)
      lanes = f32x4.add(lanes, four)
    }
    entropySum += <f64>sumOf(entropies)
    if (action >= 0 && action < <f32>outputSize) {
      // 1 − p of the chosen action, summed without a subtraction.
      const other = sumOf(others)
      const chosen = <usize>(<i32>action) << 2
      store<f32>(delta + chosen, weight * other)
      const outputScore = outputScores + (chosen << 1)
      store<f64>(outputScore, load<f64>(outputScore) + <f64>other)
      logProbSum += <f64>(load<f32>(outputs + chosen) - largest - logSum)
    } else {
      logProbSum += NaN
    }
    actions += 4
    weights += 4
    outputs += stride
    delta += stride
  }
  store<f64>(statistics, logProbSum)
  store<f64>(statistics, entropySum, 8)
}

/** Subtracts four numbers from float64 sums. */
@inline
function subtractFrom(sums: usize, x: v128): void {
  const low = f64x2.promote_low_f32x4(x)
  const high = f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3))
  v128.store(sums, f64x2.sub(v128.load(sums), low))
  v128.store(sums, f64x2.sub(v128.load(sums, 16), high), 16)
}

function scoreGaussian(
  network: Network,
  slot: i32,
  first: i32,
  count: i32,
  actions: usize,
  weights: usize,
): void {
  const layer = outputLayer(network)
  const paddedOutputs = layer.paddedOutputs
  const stride = <usize>paddedOutputs << 2
  let outputs = layer.activations + <usize>(slot + first) * stride
  let delta = network.delta + <usize>first * stride
  const outputSize = network.outputSize
  const outputScores = network.outputScores
  const logSigma = network.logSigma
  const sigma = network.sigma
  const logSigmaGradient = network.logSigmaGradient
  const statistics = network.statistics
  let logProbSum = load<f64>(statistics)
  let entropySum = load<f64>(statistics, 8)
  memory.fill(delta, 0, <usize>count * stride)
  for (let row = 0; row < count; row++) {
    const weight = <f64>load<f32>(weights)
    for (let i = 0; i < outputSize; i++) {
      const deviation = load<f64>(sigma + (<usize>i << 3))
      const logDeviation = <f64>load<f32>(logSigma + (<usize>i << 2))
      const mean = <f64>load<f32>(outputs + (<usize>i << 2))
      const z = (<f64>load<f32>(actions) - mean) / deviation
      logProbSum -= 0.5 * z * z + logDeviation + HALF_LOG_2_PI
      entropySum += logDeviation + 0.5 + HALF_LOG_2_PI
      store<f32>(delta + (<usize>i << 2), <f32>((weight * z) / deviation))
      const sum = logSigmaGradient + (<usize>i << 3)
      store<f64>(sum, load<f64>(sum) + weight * (z * z - 1))
      const ofMean = outputScores + (<usize>i << 3)
      const ofLogSigma = ofMean + (<usize>paddedOutputs << 3)
      store<f64>(ofMean, load<f64>(ofMean) + z / deviation)
      store<f64>(ofLogSigma, load<f64>(ofLogSigma) + (z * z - 1))
      actions += 4
    }
    weights += 4
    outputs += stride
    delta += stride
  }
  store<f64>(statistics, logProbSum)
  store<f64>(statistics, entropySum, 8)
}

/**
 * Ends a trajectory: adds the squares of its ∂/∂log σ to Σ‖g_k‖², ∂/∂log σ itself to `logSigmaGradient`
 * of the caller, and what is not weighted to the gauge. The sums begin anew.
 */
export function settleScores(network: Network, logSigmaGradient: usize): void {
  const outputs = network.outputSize
  const width = <usize>outputLayer(network).paddedOutputs << 3
  if (network.isLearned) {
    let squares = load<f64>(network.statistics, 16)
    for (let i = 0; i < outputs; i++) {
      const sum = network.logSigmaGradient + (<usize>i << 3)
      const g = load<f64>(sum)
      squares += g * g
      const to = logSigmaGradient + (<usize>i << 2)
      store<f32>(to, <f32>(<f64>load<f32>(to) + g))
      store<f64>(sum, 0)
    }
    store<f64>(network.statistics, squares, 16)
  }
  const gauge = network.gauge
  const end = width << 1
  for (let at: usize = 0; at < end; at += 16) {
    const s = v128.load(network.outputScores + at)
    const sum = gauge + at
    const squares = sum + end
    v128.store(sum, f64x2.add(v128.load(sum), s))
    v128.store(squares, f64x2.add(v128.load(squares), f64x2.mul(s, s)))
    v128.store(network.outputScores + at, f64x2.splat(0))
  }
}
