import type { ResolvedPoint } from '#core/exact/resolve-point.ts'
import type { Params } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import type { LabPoint } from '#shared/gradient-check.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Lab } from '#main/runs/lab.ts'
import type { RunManager } from '#main/runs/run-manager.ts'

type Policies = Pick<RunManager, 'storedPolicy'>

export const exactOf =
  (lab: Lab, policies: Policies) =>
  ({ taskId, config, point }: Params<'lab.exact'>) =>
    lab.work(taskId, { kind: 'exact', config, point: resolve(point, config, policies) })

export const gradientCheckOf =
  (lab: Lab, policies: Policies) =>
  ({ taskId, point, ...request }: Params<'lab.gradientCheck'>) =>
    lab.work(taskId, {
      ...request,
      kind: 'gradient-check',
      point: resolve(point, request.config, policies),
    })

export const stepSizeOf =
  (lab: Lab, policies: Policies) =>
  ({ taskId, point, ...request }: Params<'lab.stepSize'>) =>
    lab.work(taskId, {
      ...request,
      kind: 'step-size',
      point: resolve(point, request.config, policies),
    })

/** Puts a run's stored policy in the place of its number. */
function resolve(point: LabPoint, config: RunConfig, { storedPolicy }: Policies): ResolvedPoint {
  if (point.kind !== 'run') return point
  const { run, checkpoint } = storedPolicy(point.runId)
  if (!isSamePolicy(run.config, config)) {
    throw new ApiError(
      'invalid-params',
      `point.runId is ${run.id}, whose policy or environment is another than the configuration’s; use its configuration`,
    )
  }
  const { parameters: networkParameters, observationMoments } = checkpoint
  return { kind: 'network', networkParameters, observationMoments }
}

const isSamePolicy = (a: RunConfig, b: RunConfig): boolean =>
  JSON.stringify([a.policy, a.environment.id, a.environment.parameters]) ===
  JSON.stringify([b.policy, b.environment.id, b.environment.parameters])
