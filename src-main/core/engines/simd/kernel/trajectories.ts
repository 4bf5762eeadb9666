import { addLayer, clearGradient, collectTotals, deltaBelow, spreadGradient, totalAfter } from './gradient'
import { score, settleScores } from './heads'
import {
  activate,
  BLOCK,
  bytes,
  copySlot,
  isHeld,
  keepInputs,
  layerAt,
  Network,
  outputLayer,
  rowsAt,
  slotOf,
} from './network'

/*
 * Gradients trajectory by trajectory. A trajectory consists of pieces of BLOCK rows, counted from its
 * first, and what is left; a block of rows holds as many whole pieces as fit. Every piece is summed by
 * itself, so that the order of sums does not depend on which pieces share a block.
 */

/** Where a piece ends in its block, and how it lies in its trajectory. */
@unmanaged
class Piece {
  end: i32
  /** Whether the trajectory has earlier pieces. */
  isLater: i32
  isLast: i32
}

@inline
function pieceAt(network: Network, index: i32): Piece {
  return changetype<Piece>(network.pieces + <usize>index * offsetof<Piece>())
}

/**
 * Adds Σ_k g_k to `gradient`, trajectory by trajectory: trajectory k has the rows
 * `order[ends[k−1]..ends[k])`. Returns Σ_k ‖g_k‖²; other sums are in the network.
 */
export function addTrajectoryGradients(
  network: Network,
  observations: usize,
  actions: usize,
  weights: usize,
  order: usize,
  ends: usize,
  begin: i32,
  trajectories: i32,
  gradient: usize,
): f64 {
  const width = network.isGaussian ? network.outputSize : 1
  const slot = network.keptRows
  clearGradient(network)
  memory.fill(network.gauge, 0, <usize>outputLayer(network).paddedOutputs << 5)
  memory.fill(network.outputScores, 0, <usize>outputLayer(network).paddedOutputs << 4)
  spreadGradient(network, gradient)
  const logSigmaGradient = gradient + bytes(weightsOf(network))

  let at = begin
  let isLater = false
  for (let k = 0; k < trajectories; ) {
    let size = 0
    let pieces = 0
    let areHeld = true
    while (k < trajectories && pieces < BLOCK) {
      const end = load<i32>(ends + bytes(k))
      const count = min(end - at, BLOCK)
      if (size + count > BLOCK) break
      for (const until = size + count; size < until; size++) {
        const row = load<i32>(order + bytes(at++))
        if (!pick(network, observations, row, slot + size)) areHeld = false
        memory.copy(rowsAt(network.pickedActions, size, width), rowsAt(actions, row, width), bytes(width))
        store<f32>(network.pickedWeights + bytes(size), load<f32>(weights + bytes(row)))
      }
      const piece = pieceAt(network, pieces++)
      const isLast = at == end
      piece.end = size
      piece.isLater = isLater
      piece.isLast = isLast
      isLater = !isLast
      if (isLast) k++
    }
    if (!areHeld) activate(network, slot, size)
    scorePieces(network, slot, pieces, logSigmaGradient)
    backwardPieces(network, slot, size, pieces)
  }
  collectTotals(network, gradient)
  return load<f64>(network.statistics, 16) + load<f64>(network.statistics, 24)
}

/** How many parameters lie before log σ. */
function weightsOf(network: Network): i32 {
  let count = 0
  for (let i = 0; i < network.layers; i++) {
    const layer = layerAt(network, i)
    count += (layer.inputs + 1) * layer.outputs
  }
  return count
}

/** Copies a row's slot; where it has none, or it holds something else, only its inputs: false. */
@inline
function pick(network: Network, observations: usize, row: i32, to: i32): bool {
  const slot = slotOf(network, row)
  const observation = rowsAt(observations, row, network.inputSize)
  if (slot < network.keptRows && isHeld(network, observation, slot, 1)) {
    copySlot(network, slot, to)
    return true
  }
  keepInputs(network, observation, to)
  return false
}

function scorePieces(network: Network, slot: i32, pieces: i32, logSigmaGradient: usize): void {
  const width = network.isGaussian ? network.outputSize : 1
  let first = 0
  for (let i = 0; i < pieces; i++) {
    const piece = pieceAt(network, i)
    const end = piece.end
    const actions = rowsAt(network.pickedActions, first, width)
    score(network, slot, first, end - first, actions, network.pickedWeights + bytes(first))
    if (piece.isLast) settleScores(network, logSigmaGradient)
    first = end
  }
}

function backwardPieces(network: Network, slot: i32, count: i32, pieces: i32): void {
  let delta = network.delta
  let otherDelta = network.otherDelta
  for (let i = network.layers - 1; i >= 0; i--) {
    const toTotal = totalAfter(layerAt(network, i))
    let first = 0
    for (let j = 0; j < pieces; j++) {
      const piece = pieceAt(network, j)
      const end = piece.end
      const total = piece.isLast ? toTotal : 0
      addLayer(network, i, slot, first, end - first, delta, total, <bool>piece.isLater)
      first = end
    }
    if (i == 0) break
    deltaBelow(network, i, slot, count, delta, otherDelta)
    const swap = delta
    delta = otherDelta
    otherDelta = swap
  }
}
