import { describeEstimator, describeOptimizer, describePolicy } from '#shared/describe-config.ts'
import type { RunConfig } from '#shared/run-config.ts'

/** The columns of a run that say its configuration as tables show it. */
export const runTexts = {
  policy_text: ({ policy }: RunConfig) => describePolicy(policy),
  estimator_text: ({ estimator }: RunConfig) => describeEstimator(estimator),
  optimizer_text: ({ optimizer }: RunConfig) => describeOptimizer(optimizer),
} as const
