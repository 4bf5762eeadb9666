import { ApiError } from '#shared/errors.ts'
import { mapProblem, type PolicyMap, type PolicyMapRequest } from '#shared/policy-map.ts'
import type { RunManager } from '#main/runs/run-manager.ts'
import type { Store } from '#main/store/store.ts'

/** A map of the policy in training, or of the last one stored. */
export const policyMapOf =
  (store: Store, manager: RunManager) =>
  (request: PolicyMapRequest): Promise<PolicyMap> => {
    // Refused here: what the playing worker throws would end it.
    const problem = mapProblem(store.runs.get(request.runId).config, request)
    if (problem) throw new ApiError('invalid-params', `runs.policyMap: ${problem}`)
    return manager.mapPolicy(request)
  }
