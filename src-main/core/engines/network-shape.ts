/** A policy network as an engine sees it: a multilayer perceptron and the distribution on its outputs. */
export interface NetworkShape {
  readonly inputSize: number
  /** Empty: linear in the input. */
  readonly hiddenSizes: readonly number[]
  readonly activation: 'tanh' | 'relu'
  readonly head: Head
}

/**
 * The distribution of actions given the outputs.
 * categorical: softmax of `actions` logits; an action is one index.
 * gaussian: independent normals around `size` means; an action is `size` numbers.
 */
export type Head =
  | { readonly kind: 'categorical'; readonly actions: number }
  | {
      readonly kind: 'gaussian'
      readonly size: number
      /** fixed: σ is `initialSigma` for ever. learned: log σ of each component is a parameter. */
      readonly sigma: 'fixed' | 'learned'
      readonly initialSigma: number
    }

export const outputSize = (head: Head): number =>
  head.kind === 'categorical' ? head.actions : head.size

/** Numbers in one action. */
export const actionSize = (head: Head): number => (head.kind === 'categorical' ? 1 : head.size)

export const isSigmaLearned = (head: Head): boolean =>
  head.kind === 'gaussian' && head.sigma === 'learned'

/** Numbers in each of `GaugeSums`. */
export const gaugeSize = (head: Head): number => outputSize(head) * (isSigmaLearned(head) ? 2 : 1)

/** Numbers that decide one action: see `PolicyNetwork.sample`. */
export const noiseSize = (head: Head): number => actionSize(head)

/** Where one layer lies among the parameters: weights from `weights`, biases from `biases` on. */
export interface LayerLayout {
  readonly inputs: number
  readonly outputs: number
  readonly weights: number
  readonly biases: number
}

/** The order of the parameters, which every engine keeps. */
export function parameterLayout(shape: NetworkShape): {
  readonly layers: readonly LayerLayout[]
  /** Where log σ begins; also the number of weights and biases. */
  readonly logSigma: number
  readonly count: number
} {
  const sizes = [shape.inputSize, ...shape.hiddenSizes, outputSize(shape.head)]
  const layers: LayerLayout[] = []
  let at = 0
  for (let i = 1; i < sizes.length; i++) {
    const inputs = sizes[i - 1]!
    const outputs = sizes[i]!
    layers.push({ inputs, outputs, weights: at, biases: at + inputs * outputs })
    at += (inputs + 1) * outputs
  }
  return {
    layers,
    logSigma: at,
    count: at + (isSigmaLearned(shape.head) ? outputSize(shape.head) : 0),
  }
}
