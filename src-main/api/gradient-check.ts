import type { Events, CallParams } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import { gradientCheckRequest, type GradientCheck } from '#shared/gradient-check.ts'
import { parseOrThrow } from '#shared/parse.ts'
import { createLab } from '#main/runs/lab.ts'
import { spawnWorker } from '#main/workers/spawn.ts'

interface GradientCheckAtWork {
  readonly result: Promise<GradientCheck>
  cancel(): void
}

/** A gradient check without a database, and so without the policies of runs. */
export function startGradientCheck(
  params: CallParams<'lab.gradientCheck'>,
  listener: (progress: Events['lab.progress']) => void,
): GradientCheckAtWork {
  const { taskId, point, ...request } = parseOrThrow(gradientCheckRequest, params)
  if (point.kind === 'run') {
    throw new ApiError('invalid-params', 'point.kind is run; without a database it is not known')
  }
  const lab = createLab({ spawn: spawnWorker, publish: (_, progress) => listener(progress) })
  return {
    result: lab.work(taskId, { ...request, kind: 'gradient-check', point }),
    cancel: () => void lab.cancel(taskId),
  }
}
