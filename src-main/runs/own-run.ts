import type { RunConfig } from '#shared/run-config.ts'
import type { Provenance } from '#shared/run-history.ts'
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import type { ActiveTraining } from './active-training.ts'
import type { RunAlerts } from './run-alerts.ts'
import type { WriteQueue } from './write-queue.ts'

/**
 * A run that this process is responsible for, from its start until its end is stored. It is `ending`
 * from the moment its end is decided; that is short unless the storage is at fault.
 */
export interface OwnRun {
  phase: 'queued' | 'running' | 'paused' | 'ending'
  /** Null until its first turn; a resumed run waits for its next turn with its worker. */
  training: ActiveTraining | null
  /** A person resumed it: it need not wait for the whole queue to be resumed. */
  isAskedFor: boolean
  /** Hash of the stored rows of a run that has not continued yet; null if there are none or it has continued. */
  metricsHash: string | null
  readonly ended: PromiseWithResolvers<Run>
}

/** What becomes known of a run when it ends. */
export interface Ending {
  readonly reason?: string
  readonly metricsHash?: string
}

export const ownRun = (phase: OwnRun['phase'], metricsHash: string | null = null): OwnRun => {
  const ended = Promise.withResolvers<Run>()
  // It rejects for those who wait for the end; nobody has to.
  ended.promise.catch(() => undefined)
  return { phase, training: null, isAskedFor: false, metricsHash, ended }
}

/** What all parts of the run manager share. */
export interface RunsOfProcess {
  readonly store: Store
  /** Stores what runs do by themselves, even if the storage is at fault meanwhile. */
  readonly writes: WriteQueue
  readonly alerts: RunAlerts
  /** Names this process as the owner of the runs it starts. */
  readonly ownerId: number
  /** The runs it answers for, in the order of the queue. */
  readonly own: Map<number, OwnRun>
  /** Publishes a run as it was just stored, and returns it. */
  changed(run: Run): Run
  /** Now, in ISO 8601. */
  time(): string
  /** What is kept with a run of what trains it. */
  readonly provenance: (config: RunConfig) => Provenance
  /** Told of what could not be stored. */
  readonly report: (error: unknown) => void
}
