import { ApiError } from '#shared/errors.ts'
import { mapProblem, type PolicyMap, type PolicyMapRequest } from '#shared/policy-map.ts'
import type { RunManager } from '#main/runs/run-manager.ts'
import type { Store } from '#main/store/store.ts'

/** A map of the policy in training, or of the last one stored. */
export const policyMapOf =
  (store: Store, manager: RunManager) =>
  async (request: PolicyMapRequest): Promise<PolicyMap> => {
    const { runId } = request
    // Refused here: what a training worker throws would end its run.
    const problem = mapProblem(store.runs.get(runId).config, request)
    if (problem) throw new ApiError('invalid-params', `runs.policyMap: ${problem}`)
    // A run that ends just now has stored its policy.
    const live = await manager
      .trainingOf(runId)
      ?.map(request)
      .catch(() => null)
    if (live) return live
    const { run, checkpoint } = manager.storedPolicy(runId)
    return manager.player.map(run, checkpoint, request)
  }
