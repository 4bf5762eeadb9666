import type { Db } from './database.ts'
import {
  bootId,
  machineUptimeMs,
  ownIdentity,
  processStat,
  type ProcessIdentity,
} from './process-identity.ts'
import type { Steps } from './parts.ts'

/** A backend that is, or was, running on this machine. */
export interface OwnerProcess extends ProcessIdentity {
  readonly id: number
  readonly pid: number
  /** Time of the last sign of life (ISO 8601, UTC), for people and as the time when its runs ended. */
  readonly heartbeatAt: string
  /** The same in milliseconds since the machine started; null if an earlier version wrote it. */
  readonly heartbeatUptimeMs: number | null
  /** Whether its next start goes on with the runs it leaves unfinished. */
  readonly keepsQueue: boolean
}

interface ProcessRow {
  id: number
  pid: number
  heartbeat_at: string
  heartbeat_uptime_ms: number | null
  boot_id: string | null
  start_ticks: number | null
  keeps_queue: number
}

const toProcess = (row: ProcessRow): OwnerProcess => ({
  id: row.id,
  pid: row.pid,
  heartbeatAt: row.heartbeat_at,
  heartbeatUptimeMs: row.heartbeat_uptime_ms,
  bootId: row.boot_id,
  startTicks: row.start_ticks,
  keepsQueue: row.keeps_queue === 1,
})

/** Used only if a process cannot be recognised. It is long, since a suspended program gives no sign of life. */
const HEARTBEAT_TIMEOUT_MS = 15 * 60_000

/**
 * Whether a backend still runs, even if it is suspended. The clock plays no part. A process is
 * recognised by the boot of the machine and the ticks from there to its start, or else by signs of
 * life, timed since the boot.
 */
export function isProcessAlive(
  owner: Pick<OwnerProcess, 'pid' | 'bootId' | 'startTicks' | 'heartbeatUptimeMs'>,
  uptimeMs = machineUptimeMs(),
): boolean {
  const boot = bootId()
  if (owner.bootId !== null && boot !== null && owner.bootId !== boot) return false
  if (!exists(owner.pid)) return false
  if (owner.startTicks !== null) {
    const stat = processStat(owner.pid)
    return stat !== null && !stat.isEnded && stat.startTicks === owner.startTicks
  }
  // In a container, a restarted program often gets the process id of the killed one.
  const isFromHere = owner.pid === process.pid
  if (owner.heartbeatUptimeMs === null) return !isFromHere
  const silentMs = uptimeMs - owner.heartbeatUptimeMs
  const limitMs = isFromHere ? process.uptime() * 1000 : HEARTBEAT_TIMEOUT_MS
  // A sign of life in the future was given before the machine last started.
  return silentMs >= 0 && silentMs <= limitMs
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it exists and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

export function createProcessStore(db: Db) {
  const insert = db.prepare(
    `INSERT INTO processes (id, pid, registered_at, heartbeat_at, heartbeat_uptime_ms, boot_id, start_ticks,
                            keeps_queue)
     VALUES (@id, @pid, @now, @now, @uptimeMs, @bootId, @startTicks, @keepsQueue)`,
  )
  const beat = db.prepare<[string, number, number]>(
    `UPDATE processes SET heartbeat_at = ?, heartbeat_uptime_ms = ? WHERE id = ?`,
  )
  const releaseRun = db.prepare<[number]>(
    `UPDATE runs SET owner_id = NULL WHERE id = (SELECT id FROM runs WHERE owner_id = ? LIMIT 1)`,
  )
  const remove = db.prepare<[number]>(`DELETE FROM processes WHERE id = ?`)
  const selectAll = db.prepare<[], ProcessRow>(`SELECT * FROM processes ORDER BY id`)

  /** Adds a process under `id`; null takes the next free one. */
  function add(id: number | null, pid: number, now: string, keepsQueue: boolean): number {
    const identity = pid === process.pid ? ownIdentity() : { bootId: null, startTicks: null }
    const row = { ...identity, id, pid, now, uptimeMs: machineUptimeMs() }
    return Number(insert.run({ ...row, keepsQueue: Number(keepsQueue) }).lastInsertRowid)
  }

  return {
    /** The id under which this process owns runs. */
    register: (pid: number, now: string, keepsQueue = false): number =>
      add(null, pid, now, keepsQueue),
    /** Returns false if another program took this one for dead and removed it. */
    heartbeat: (ownerId: number, now: string): boolean =>
      beat.run(now, machineUptimeMs(), ownerId).changes > 0,
    /** Under the same id as before, which nobody else was given. */
    registerAgain: (ownerId: number, pid: number, now: string, keepsQueue: boolean): void =>
      void add(ownerId, pid, now, keepsQueue),
    /** Thousands of runs may name it. */
    *remove(ownerId: number): Steps<void> {
      while (releaseRun.run(ownerId).changes > 0) yield 0
      remove.run(ownerId)
    },
    list: (): OwnerProcess[] => selectAll.all().map(toProcess),
  }
}
