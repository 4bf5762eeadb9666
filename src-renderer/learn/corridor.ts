import { firstSetup, requestOf, exactConfig } from '#renderer/lab/setup.ts'
import type { LabEstimatorName } from '#shared/gradient-check.ts'

/* The short corridor, in which everything is known: where the steps about estimates look. */

const config = exactConfig(firstSetup)
if (typeof config === 'string') throw new Error(config)
export const corridor = config

/** A question to the lab: estimators at P(right), from K trajectories each. */
export function corridorCheck(
  taskId: string,
  value: number,
  batchSizes: readonly number[],
  trajectories: number,
  estimators: readonly LabEstimatorName[],
) {
  const request = requestOf(
    { ...firstSetup, slider: value, batchSizes, trajectories, estimators },
    taskId,
  )
  if (typeof request === 'string') throw new Error(request)
  return request
}

export const corridorSubject = {
  environment: corridor.environment.id,
  caption: 'short corridor, softmax of two actions, γ = 1',
}
