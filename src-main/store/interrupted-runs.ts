import { ApiError } from '#shared/errors.ts'
import type { Run, RunStatus } from '#shared/run.ts'
import type { Db } from './database.ts'
import type { OwnerProcess } from './processes.ts'
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
export function createInterruptedRunStore(db: Db, { get, setStatus, active }: RunStore) {
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
  const forgetUnfinished = db.prepare(
    `UPDATE runs SET interrupted_while = NULL WHERE interrupted_while IS NOT NULL`,
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
    forgetUnfinished: (): void => void forgetUnfinished.run(),

    /** Undoes that a run was taken for lost; one deleted since, or taken over, is left out. */
    reclaim(ownerId: number, held: ReadonlyMap<number, RunStatus>): Run[] {
      return [...held]
        .filter(([runId, status]) => updateOwner.run({ runId, status, ownerId }).changes > 0)
        .map(([runId]) => get(runId))
    },

    /** Marks the active runs of these dead processes, or of none; what they stored stays. */
    interruptLost(dead: readonly OwnerProcess[]): Run[] {
      const owners = new Map(dead.map((owner) => [owner.id, owner]))
      return active()
        .filter(({ ownerId }) => ownerId === null || owners.has(ownerId))
        .map(({ run, ownerId }) => {
          const owner = ownerId === null ? undefined : owners.get(ownerId)
          return setStatus(run.id, 'interrupted', {
            reason: 'The program that trained it ended before the run was over',
            ...(owner && { finishedAt: lastKnownAlive(run, owner.heartbeatAt) }),
            ...(owner?.keepsQueue && { interruptedWhile: run.status as ActiveStatus }),
          })
        })
    },
  }
}
