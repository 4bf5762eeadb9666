import type { ExactView, GradientCheck } from '#shared/gradient-check.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { StepSizeView } from '#shared/step-size.ts'
import type { Engine } from '../engines/engine.ts'
import { exactView } from './exact-view.ts'
import { gradientCheck, type GradientCheckTask } from './gradient-check.ts'
import type { ResolvedPoint } from './resolve-point.ts'
import { stepSizeView, type StepSizeTask } from './step-size.ts'

/** What the lab can be asked, with a θ that is known without a database. */
export type LabTask =
  | { readonly kind: 'exact'; readonly config: RunConfig; readonly point: ResolvedPoint }
  | ({ readonly kind: 'gradient-check' } & GradientCheckTask)
  | ({ readonly kind: 'step-size' } & StepSizeTask)

export interface LabResults {
  readonly exact: ExactView
  readonly 'gradient-check': GradientCheck
  readonly 'step-size': StepSizeView
}

export type LabResult = LabResults[LabTask['kind']]

/** Yields the share that is done, from 0 to 1. */
export function* runLabTask(task: LabTask, engine: Engine): Generator<number, LabResult> {
  switch (task.kind) {
    case 'exact':
      return exactView(task.config, engine, task.point)
    case 'gradient-check':
      return yield* gradientCheck(task, engine)
    case 'step-size':
      return yield* stepSizeView(task, engine)
  }
}
