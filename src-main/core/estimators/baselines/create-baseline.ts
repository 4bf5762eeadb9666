import type { RunConfig } from '#shared/run-config.ts'
import type { Baseline } from './baseline.ts'
import { leaveOneOutBaseline } from './leave-one-out-baseline.ts'
import { createMeanBaseline } from './mean-baseline.ts'
import { createTimeMeanBaseline } from './time-mean-baseline.ts'

export type BaselineSettings = Pick<RunConfig['estimator'], 'baseline' | 'weight'>

const stateless = { save: () => null, restore: () => undefined }

const noBaseline: Baseline = { ...stateless, subtract: () => null }

export function createBaseline({ baseline, weight }: BaselineSettings): Baseline {
  switch (baseline) {
    case 'none':
      return noBaseline
    case 'mean':
      return createMeanBaseline(weight)
    case 'time-mean':
      return createTimeMeanBaseline()
    case 'leave-one-out':
      return { ...stateless, subtract: leaveOneOutBaseline(weight) }
  }
}
