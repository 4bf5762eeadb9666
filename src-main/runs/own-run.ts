import type { Run } from '#shared/run.ts'
import type { ActiveTraining } from './active-training.ts'

/** A run this process answers for, from its start to its end. */
export interface OwnRun {
  phase: 'queued' | 'running' | 'paused'
  /** Null until its first turn; a resumed run waits for its next turn with its worker. */
  training: ActiveTraining | null
  readonly ended: PromiseWithResolvers<Run>
}

/** What becomes known of a run when it ends. */
export type Ending = { readonly reason?: string; readonly metricsHash?: string }
