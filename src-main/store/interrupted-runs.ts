import { ApiError } from '#shared/errors.ts'
import { isActive, type Run, type RunStatus } from '#shared/run.ts'
import type { Db } from './database.ts'
import type { Steps } from './parts.ts'
import type { createProcessStore, OwnerProcess } from './processes.ts'
import { lastPosition, type ActiveStatus, type RunStore } from './runs.ts'
import { isRun } from './hidden-rows.ts'

/** A run that a workbench left unfinished. */
export interface Unfinished {
  readonly runId: number
  readonly interruptedWhile: ActiveStatus
}

/** The closest anyone knows to when a run ended: its program's last sign of life, or its own last batch. */
function lastKnownAlive({ createdAt, startedAt, progress }: Run, lastSign: string): string {
  const trainedUntil = Date.parse(startedAt ?? createdAt) + progress.wallTimeMs
  return new Date(Math.max(Date.parse(lastSign), trainedUntil)).toISOString()
}

/** Runs whose program is gone, and how they come to another one. */
export function createInterruptedRunStore(
  db: Db,
  { setStatus, these }: RunStore,
  processes: ReturnType<typeof createProcessStore>,
) {
  const updateOwner = db.prepare(
    `UPDATE runs
     SET status = @status, owner_id = @ownerId, reason = NULL, finished_at = NULL,
         interrupted_while = NULL
     WHERE id = @runId AND status = 'interrupted' AND owner_id IS NULL AND ${isRun}`,
  )
  const selectOwner = db
    .prepare<[number], number | null>(`SELECT owner_id FROM runs WHERE id = ?`)
    .pluck()
  const updateToGoOn = db.prepare(
    `UPDATE runs
     SET status = @status, owner_id = @ownerId, queue_position = ${lastPosition},
         reason = NULL, finished_at = NULL, metrics_hash = NULL, interrupted_while = NULL,
         started_at = CASE WHEN @isFromStart THEN NULL ELSE started_at END
     WHERE id = @runId AND status IN ('interrupted', 'stopped') AND ${isRun}`,
  )
  const selectUnfinished = db.prepare<[], { id: number; interrupted_while: ActiveStatus }>(
    `SELECT id, interrupted_while FROM runs
     WHERE status = 'interrupted' AND interrupted_while IS NOT NULL AND ${isRun}
     ORDER BY interrupted_while = 'queued', queue_position, id`,
  )
  const selectActiveOf = db.prepare<[number], { runId: number; status: ActiveStatus }>(
    `SELECT id AS runId, status FROM runs
     WHERE owner_id = ? AND status IN ('queued', 'running', 'paused') AND ${isRun}`,
  )
  const selectActive = db.prepare<[], { runId: number; ownerId: number | null }>(
    `SELECT id AS runId, owner_id AS ownerId FROM runs
     WHERE status IN ('queued', 'running', 'paused') AND ${isRun} ORDER BY id`,
  )
  const selectRemembered = db
    .prepare<[], number>(`SELECT id FROM runs WHERE interrupted_while IS NOT NULL`)
    .pluck()
  const forgetUnfinished = db.prepare<[number]>(
    `UPDATE runs SET interrupted_while = NULL WHERE id = ?`,
  )

  return {
    /** The process that trains a run, or did; null: none that is known. */
    owner: (runId: number): number | null => selectOwner.get(runId) ?? null,

    activeOf: (ownerId: number) => selectActiveOf.all(ownerId),

    /** An interrupted or stopped run is one of `ownerId` again, the last of those that wait. */
    goOn(runId: number, ownerId: number, status: ActiveStatus, isFromStart: boolean): void {
      const changes = { runId, ownerId, status, isFromStart: Number(isFromStart) }
      if (updateToGoOn.run(changes).changes > 0) return
      throw new ApiError('conflict', `Run ${runId} is no longer interrupted or stopped`)
    },

    /** What workbenches that ended left unfinished: what was in training, then what waited, in its order. */
    unfinished: (): Unfinished[] =>
      selectUnfinished
        .all()
        .map((row) => ({ runId: row.id, interruptedWhile: row.interrupted_while })),

    /** None of them goes on by itself any more. */
    *forgetUnfinished(): Steps<void> {
      for (const runId of selectRemembered.all()) {
        forgetUnfinished.run(runId)
        yield 0
      }
    },

    /** Undoes that runs were taken for lost; returns those it was true of: none deleted since, or taken over. */
    *reclaim(ownerId: number, held: ReadonlyMap<number, RunStatus>): Steps<number[]> {
      const reclaimed: number[] = []
      for (const [runId, status] of held) {
        if (updateOwner.run({ runId, status, ownerId }).changes > 0) reclaimed.push(runId)
        yield 0
      }
      return reclaimed
    },

    /**
     * Marks the active runs of dead processes, or of none, then removes those processes; what the runs
     * stored stays. Returns the runs.
     */
    *interruptLost(isAlive: (owner: OwnerProcess) => boolean): Steps<Run[]> {
      const dead = new Map(
        processes.list().flatMap((owner) => (isAlive(owner) ? [] : [[owner.id, owner] as const])),
      )
      const interrupted: Run[] = []
      for (const { runId, ownerId } of selectActive.all()) {
        if (ownerId !== null && !dead.has(ownerId)) continue
        const [run] = these([runId])
        // It may have changed hands since the first part. A run that is damaged is left as it is.
        if (!run || !isActive(run.status) || selectOwner.get(runId) !== ownerId) continue
        const owner = ownerId === null ? undefined : dead.get(ownerId)
        interrupted.push(
          setStatus(runId, 'interrupted', {
            reason: 'The program that trained it ended before the run was over',
            ...(owner && { finishedAt: lastKnownAlive(run, owner.heartbeatAt) }),
            ...(owner?.keepsQueue && { interruptedWhile: run.status as ActiveStatus }),
          }),
        )
        yield 0
      }
      for (const ownerId of dead.keys()) yield* processes.remove(ownerId)
      return interrupted
    },
  }
}
