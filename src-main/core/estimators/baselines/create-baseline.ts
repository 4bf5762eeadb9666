import type { RunConfig } from '#shared/run-config.ts'
import { mean } from '../returns.ts'
import type { Baseline } from './baseline.ts'
import { leaveOneOutBaseline } from './leave-one-out-baseline.ts'
import { createMeanBaseline } from './mean-baseline.ts'
import { createOptimalBaseline } from './optimal-baseline.ts'
import { createTimeMeanBaseline } from './time-mean-baseline.ts'

export type BaselineSettings = Pick<RunConfig['estimator'], 'baseline' | 'weight'>

const stateless = { components: null, save: () => null, restore: () => undefined }

/** V(s_t): what it knows is kept with the value function. */
const subtractValues: Baseline['subtract'] = (weights, _batch, values) => {
  if (values === null) throw new Error('The value baseline needs values')
  for (let row = 0; row < weights.length; row++) weights[row] = weights[row]! - values.rows[row]!
  return mean(values.rows)
}

const noBaseline: Baseline = { ...stateless, subtract: () => null }

/** `parameterCount` components of θ may each have a baseline of their own. */
export function createBaseline(
  { baseline, weight }: BaselineSettings,
  parameterCount: number,
): Baseline {
  switch (baseline) {
    case 'none':
      return noBaseline
    case 'mean':
      return createMeanBaseline(weight)
    case 'time-mean':
      return createTimeMeanBaseline()
    case 'leave-one-out':
      return { ...stateless, subtract: leaveOneOutBaseline(weight) }
    case 'value':
      return { ...stateless, subtract: subtractValues }
    case 'optimal':
      return createOptimalBaseline(parameterCount)
  }
}
