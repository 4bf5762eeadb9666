import { formatCounted, formatNumber } from './format-number.ts'
import type { RunConfig } from './run-config.ts'

/** A policy in a few words: `mlp 64-64 tanh`, `softmax-linear fourier 3`. */
export function describePolicy(policy: RunConfig['policy']): string {
  const kind = describeKind(policy)
  return policy.normalizeObservations ? `${kind}, normalised observations` : kind
}

function describeKind(policy: RunConfig['policy']): string {
  switch (policy.kind) {
    case 'mlp':
      return `mlp ${policy.hiddenSizes.join('-')} ${policy.activation}`
    case 'softmax-linear':
      return `softmax-linear ${describeFeatures(policy)}`
    case 'gaussian-linear':
      return `gaussian-linear ${describeFeatures(policy)} σ ${policy.sigma}`
  }
}

/** Features of a linear policy: `polynomial 2`, `tile-coding 8 × 4`. */
function describeFeatures(policy: Exclude<RunConfig['policy'], { kind: 'mlp' }>): string {
  switch (policy.features) {
    case 'polynomial':
      return `polynomial ${policy.polynomialDegree}`
    case 'fourier':
      return `fourier ${policy.fourierOrder}`
    case 'tile-coding':
      return `tile-coding ${policy.tilings} × ${policy.tilesPerDimension}`
    default:
      return policy.features
  }
}

/** An estimator in a few words, its biased choices included: `reward-to-go, γ 0.99, mean baseline, normalised`. */
export function describeEstimator(estimator: RunConfig['estimator']): string {
  const {
    weight,
    gamma,
    baseline,
    normalizeAdvantages,
    average,
    truncation,
    entropyCoefficient,
    gaeLambda,
  } = estimator
  return [
    weight,
    `γ ${formatNumber(gamma)}`,
    ...(baseline === 'none' ? [] : [`${baseline} baseline`]),
    ...(gaeLambda === null ? [] : [`GAE λ ${formatNumber(gaeLambda)}`]),
    ...(normalizeAdvantages ? ['normalised'] : []),
    ...(average === 'steps' ? ['averaged over steps'] : []),
    ...(truncation === 'terminal' ? [] : [truncation]),
    ...(entropyCoefficient > 0 ? [`entropy bonus ${formatNumber(entropyCoefficient)}`] : []),
  ].join(', ')
}

/** An optimizer and its step size: `adam 0.01`, `sgd 0.1 cosine`, `trpo δ 0.01`. */
export function describeOptimizer(optimizer: RunConfig['optimizer']): string {
  if (optimizer.kind === 'trpo') return `trpo δ ${formatNumber(optimizer.maxKl)}`
  const { kind, learningRate, schedule } = optimizer
  return [kind, formatNumber(learningRate), ...(schedule === 'constant' ? [] : [schedule])].join(
    ' ',
  )
}

/** A budget in its own unit: `500,000 steps`. */
export function describeBudget(budget: RunConfig['budget']): string {
  if ('environmentSteps' in budget) return formatCounted(budget.environmentSteps, 'step')
  if ('episodes' in budget) return formatCounted(budget.episodes, 'episode')
  return formatCounted(budget.updates, 'update')
}
