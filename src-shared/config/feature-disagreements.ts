import { describeEnvironment } from '../environments.ts'
import {
  indexCount,
  inputQuantities,
  inputSize,
  type PolicyInputSettings,
} from '../policy-input.ts'
import type { Disagreement } from './disagreement.ts'

/** Inputs of a linear policy; a batch keeps them all for every step. */
const MOST_FEATURES = 4096

const at = ['policy', 'features']

/** Features that cannot be made of what the environment observes, or are too many. */
export function featureDisagreements(config: PolicyInputSettings): Disagreement[] {
  return [...normalizationProblems(config), ...featureProblems(config)]
}

function normalizationProblems({ environment, policy }: PolicyInputSettings): Disagreement[] {
  if (!policy.normalizeObservations) return []
  const path = ['policy', 'normalizeObservations']
  if (indexCount(describeEnvironment(environment)) !== null) {
    const message = `is true, but environment.id ${environment.id} observes an index, which has no mean; it must be false`
    return [{ path, message }]
  }
  if (policy.kind === 'mlp' || !isScaled(policy.features)) return []
  const message = `is true, but policy.features ${policy.features} scales the observation by its range; it must be false, or the features raw, interaction or polynomial`
  return [{ path, message }]
}

/** Whether features are made of an observation scaled into [0, 1]. */
const isScaled = (features: string) => features === 'fourier' || features === 'tile-coding'

function featureProblems(config: PolicyInputSettings): Disagreement[] {
  const { environment, policy } = config
  if (policy.kind === 'mlp') return []
  const { features } = policy
  const description = describeEnvironment(environment)
  const where = `environment.id ${environment.id}`
  if (indexCount(description) !== null) {
    const fits = !['polynomial', 'fourier', 'tile-coding'].includes(features)
    const message = `is ${features}, but ${where} observes an index, not quantities; use one-hot`
    return fits ? [] : [{ path: at, message }]
  }
  const { observation } = description
  if (features === 'one-hot') {
    const others = policy.kind === 'softmax-linear' ? 'interaction, polynomial' : 'raw, polynomial'
    const message = `is one-hot, but ${where} observes quantities (${observation[0]!.label}, …), not an index; use ${others}, fourier or tile-coding`
    return [{ path: at, message }]
  }
  if (isScaled(features)) {
    const unbounded = observation.find(({ range }) => range === undefined)
    if (unbounded) {
      const message = `is ${features}, but ${where} has no range for ${unbounded.label}; use polynomial`
      return [{ path: at, message }]
    }
  }
  const size = inputSize(config)
  if (size <= MOST_FEATURES) return []
  const inputs = inputQuantities(config).length
  const message = `is ${features}, which makes ${size.toLocaleString('en')} features of ${inputs} quantities; at most ${MOST_FEATURES.toLocaleString('en')} are allowed, so lower ${countingFields(features)}`
  return [{ path: at, message }]
}

/** What the number of features grows with. */
function countingFields(features: string): string {
  if (features === 'polynomial') return 'policy.polynomialDegree'
  if (features === 'fourier') return 'policy.fourierOrder'
  return 'policy.tilesPerDimension or policy.tilings'
}
