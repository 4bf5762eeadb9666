import type { Disagreement } from './config/disagreement.ts'
import { describeEnvironment, type EnvironmentSettings } from './environments.ts'
import { optimizerCost } from './optimizer-cost.ts'
import { inputSize, type PolicyInputSettings } from './policy-input.ts'
import { estimatorBytes, valueBytes } from './estimator-cost.ts'
import type { RunConfig } from './config/shape.ts'

/* What a configuration will take before anything starts. Workers cannot be bounded afterwards. */

const MAX_PARAMETERS = 10_000_000
const MAX_BYTES = 2 ** 30

/*
 * Upper bounds of what core/batch.ts, core/estimators and core/engines hold; tests/core/memory.test.ts
 * holds them against what training takes.
 */
/** Capacity doubles, and what was outgrown on the way there is together as large as the last. */
const GROWTH = 2 * 2
/** A batch holds no fewer rows than this. */
const FIRST_ROWS = 1024
/** Reward, trajectory and time. */
const BATCH_BYTES_PER_STEP = 8 + 4 + 4
/** Advantage, weight and its copy, doubled and once outgrown; sums and order of a trajectory's rows. */
const ESTIMATOR_BYTES_PER_STEP = 3 * (8 + 4 + 4) + 17 + 16
/** A trained network and a viewer's, five arrays each; gradients, moments, checkpoint and copies. */
const FLOATS_PER_PARAMETER = 24
/** State, random streams and the episode that finishes. */
const BYTES_PER_PLAYER = 2048
/** The simd engine keeps the activations of so many bytes, beside some of its blocks of 64 rows. */
const KEPT_ACTIVATION_BYTES = 32 * 2 ** 20
const BLOCK_ROWS = 64
/** Rows of one call of an engine, and what TensorFlow.js keeps of each layer for one gradient. */
const MOST_ROWS_PER_CALL = 8192
const TENSORS_PER_LAYER = 8
const ENGINE_BYTES = 2 ** 20

/** What one run takes. */
export interface Cost {
  readonly parameters: number
  /**
   * Most bytes held by the parameters, their optimizer, the engine and the longest possible batch, in
   * one thread. Threads that help hold a network each and a gradient for every group of players more.
   */
  readonly bytes: number
  /** Floating-point operations of one environment step: sampling, gradient, optimizer, no environment. */
  readonly operationsPerStep: number
  /** Environment steps until the budget is used up; episodes are counted at their time limit. */
  readonly mostSteps: number
  /** Steps beyond the budget that the last batch may take, since it is played whole. */
  readonly overrunSteps: number
}

/** Sizes of the policy network's layers, from input to output. */
export function layerSizes(config: PolicyInputSettings): number[] {
  const { environment, policy } = config
  const { actionSpace } = describeEnvironment(environment)
  const outputs = actionSpace.kind === 'discrete' ? actionSpace.labels.length : actionSpace.size
  return [inputSize(config), ...(policy.kind === 'mlp' ? policy.hiddenSizes : []), outputs]
}

/** Sizes of the value network's layers; null: none is learned. */
function valueLayerSizes(config: RunConfig): number[] | null {
  const { baseline, value } = config.estimator
  return baseline === 'value' ? [inputSize(config), ...value.hiddenSizes, 1] : null
}

function weightCount(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, size, i) => sum + (sizes[i]! + 1) * size, 0)
}

/** The simd engine's kernel works on whole vectors. */
const padded = (size: number) => (size + 3) & ~3

/** Bytes an engine needs beside the parameters and the batch. */
function engineBytes(engine: RunConfig['engine'], sizes: readonly number[], steps: number): number {
  const rowBytes = 4 * sizes.reduce((sum, size) => sum + size, 0)
  const callBytes = Math.min(steps, MOST_ROWS_PER_CALL) * rowBytes
  if (engine === 'tfjs') return TENSORS_PER_LAYER * callBytes
  const kept = Math.min(KEPT_ACTIVATION_BYTES, steps * (rowBytes + 4)) + 2 * BLOCK_ROWS * rowBytes
  // Slots double too; blocks are scratch space as wide as the widest layer.
  return ENGINE_BYTES + 2 * kept + callBytes + 3 * BLOCK_ROWS * rowBytes
}

function mostBytes(config: RunConfig, sizes: readonly number[], steps: number): number {
  const { batch, engine, optimizer, estimator } = config
  const [observationSize, actionSize] = [sizes[0]!, sizes.at(-1)!]
  const playedBytes = 4 * (observationSize + actionSize)
  const players = 'episodes' in batch ? batch.episodes : batch.environments
  const paddedSizes = sizes.map(padded)
  const { floatsPerParameter, bytesPerStep } = optimizerCost(optimizer, playedBytes)
  return (
    4 * (FLOATS_PER_PARAMETER + floatsPerParameter) * weightCount(paddedSizes) +
    GROWTH * Math.max(FIRST_ROWS, steps) * (playedBytes + BATCH_BYTES_PER_STEP) +
    (ESTIMATOR_BYTES_PER_STEP + bytesPerStep) * steps +
    estimatorBytes(estimator, weightCount(paddedSizes), steps) +
    BYTES_PER_PLAYER * players +
    engineBytes(engine, paddedSizes, steps) +
    valueFunctionBytes(config, steps)
  )
}

function valueFunctionBytes(config: RunConfig, steps: number): number {
  const sizes = valueLayerSizes(config)?.map(padded)
  if (!sizes) return 0
  return (
    4 * FLOATS_PER_PARAMETER * weightCount(sizes) +
    engineBytes(config.engine, sizes, steps) +
    valueBytes(config, sizes[0]!, steps)
  )
}

/** Most environment steps one batch can hold. */
function largestBatch(batch: RunConfig['batch'], environment: EnvironmentSettings): number {
  if ('environmentSteps' in batch) return batch.environmentSteps
  return batch.episodes * describeEnvironment(environment).maxEpisodeSteps
}

export function estimateCost(config: RunConfig): Cost {
  const sizes = layerSizes(config)
  const parameters = weightCount(sizes)
  const { maxEpisodeSteps } = describeEnvironment(config.environment)
  const batchSteps = largestBatch(config.batch, config.environment)
  return {
    parameters,
    bytes: mostBytes(config, sizes, batchSteps),
    // 2 operations per weight: once to sample, once again in the gradient, twice backwards.
    operationsPerStep:
      8 * parameters * (1 + optimizerCost(config.optimizer, 0).passes) + valueOperations(config),
    mostSteps: mostSteps(config, batchSteps, maxEpisodeSteps),
    overrunSteps: overrunSteps(config, batchSteps),
  }
}

/**
 * Batches are played whole. A batch of a fixed number of steps begins while any of the budget is left,
 * so the number of steps is known. A batch of episodes may exceed a budget of steps; see
 * `overrunSteps`.
 */
function mostSteps({ batch, budget }: RunConfig, batchSteps: number, maxSteps: number): number {
  if ('updates' in budget) return budget.updates * batchSteps
  const isOfSteps = 'environmentSteps' in budget
  if ('episodes' in batch) {
    return isOfSteps ? budget.environmentSteps : budget.episodes * maxSteps
  }
  // All episodes but one have ended, and every environment is about to end another one.
  const before = isOfSteps
    ? budget.environmentSteps
    : (budget.episodes - 1) * maxSteps + batch.environments * (maxSteps - 1) + 1
  return Math.ceil(before / batchSteps) * batchSteps
}

/**
 * How many steps beyond `mostSteps` the last batch may take if batches are of episodes and the budget
 * is of steps.
 */
const overrunSteps = ({ batch, budget }: RunConfig, batchSteps: number): number =>
  'episodes' in batch && 'environmentSteps' in budget ? batchSteps - 1 : 0

/** V of every step once, then forward and twice backwards in every pass over the batch. */
function valueOperations(config: RunConfig): number {
  const sizes = valueLayerSizes(config)
  return sizes ? (2 + 8 * config.estimator.value.epochs) * weightCount(sizes) : 0
}

/** Why a configuration is too big to start, if it is. */
export function costProblem(config: RunConfig): Disagreement | null {
  const { parameters, bytes } = estimateCost(config)
  const valueSizes = valueLayerSizes(config)
  const valueParameters = valueSizes ? weightCount(valueSizes) : 0
  if (valueParameters > MAX_PARAMETERS) {
    return {
      path: ['estimator', 'value', 'hiddenSizes'],
      message: `makes a value network of ${valueParameters.toLocaleString('en')} parameters; at most ${MAX_PARAMETERS.toLocaleString('en')} are allowed`,
    }
  }
  if (parameters > MAX_PARAMETERS) {
    return {
      path: ['policy', 'hiddenSizes'],
      message: `makes a network of ${parameters.toLocaleString('en')} parameters; at most ${MAX_PARAMETERS.toLocaleString('en')} are allowed`,
    }
  }
  if (bytes > MAX_BYTES) {
    const isValueNetwork = 4 * FLOATS_PER_PARAMETER * valueParameters > bytes / 2
    const isNetwork = 4 * FLOATS_PER_PARAMETER * parameters > bytes / 2
    return {
      path: isValueNetwork
        ? ['estimator', 'value', 'hiddenSizes']
        : isNetwork
          ? ['policy', 'hiddenSizes']
          : ['batch'],
      message: `could need ${(bytes / 2 ** 30).toFixed(1)} GiB of memory for one update; at most 1 GiB is allowed, so make it smaller`,
    }
  }
  return null
}
