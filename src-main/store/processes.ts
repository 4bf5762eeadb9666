import type { Db } from './database.ts'
import { processStart } from './process-start.ts'

/** A backend that is, or was, running on this machine. */
export interface OwnerProcess {
  readonly id: number
  readonly pid: number
  /** ISO 8601, UTC. */
  readonly registeredAt: string
  readonly heartbeatAt: string
  /** Whether its next start goes on with the runs it leaves unfinished. */
  readonly keepsQueue: boolean
}

interface ProcessRow {
  id: number
  pid: number
  registered_at: string
  heartbeat_at: string
  keeps_queue: number
}

const toProcess = (row: ProcessRow): OwnerProcess => ({
  id: row.id,
  pid: row.pid,
  registeredAt: row.registered_at,
  heartbeatAt: row.heartbeat_at,
  keepsQueue: row.keeps_queue === 1,
})

/** Only where the start of a process cannot be known: long, as a suspended program gives no sign of life. */
const HEARTBEAT_TIMEOUT_MS = 15 * 60_000
/** Clocks are set by less than this while programs run. */
const CLOCK_TOLERANCE_MS = 1000

/** Whether a backend still runs, be it suspended: its process exists and is no later one of the same number. */
export function isProcessAlive(owner: Omit<OwnerProcess, 'keepsQueue'>, now = new Date()): boolean {
  const registeredAt = Date.parse(owner.registeredAt)
  // In a container the restarted program often gets the number of the killed one.
  if (owner.pid === process.pid) return registeredAt >= performance.timeOrigin
  if (!exists(owner.pid)) return false
  const startedAt = processStart(owner.pid)
  if (startedAt === undefined) {
    return now.getTime() - Date.parse(owner.heartbeatAt) <= HEARTBEAT_TIMEOUT_MS
  }
  return startedAt !== null && startedAt <= registeredAt + CLOCK_TOLERANCE_MS
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
  const insert = db.prepare<[number, string, string, number]>(
    `INSERT INTO processes (pid, registered_at, heartbeat_at, keeps_queue) VALUES (?, ?, ?, ?)`,
  )
  const beat = db.prepare<[string, number]>(`UPDATE processes SET heartbeat_at = ? WHERE id = ?`)
  const insertAgain = db.prepare<[number, number, string, string, number]>(
    `INSERT INTO processes (id, pid, registered_at, heartbeat_at, keeps_queue)
     VALUES (?, ?, ?, ?, ?)`,
  )
  const remove = db.prepare<[number]>(`DELETE FROM processes WHERE id = ?`)
  const selectAll = db.prepare<[], ProcessRow>(`SELECT * FROM processes ORDER BY id`)

  return {
    /** The id under which this process owns runs. */
    register: (pid: number, now: string, keepsQueue = false): number =>
      Number(insert.run(pid, now, now, Number(keepsQueue)).lastInsertRowid),
    /** False: another program took this one for dead and removed it. */
    heartbeat: (ownerId: number, now: string): boolean => beat.run(now, ownerId).changes > 0,
    /** Under the same id as before, which nobody else was given. */
    registerAgain: (ownerId: number, pid: number, now: string, keepsQueue: boolean): void =>
      void insertAgain.run(ownerId, pid, now, now, Number(keepsQueue)),
    remove: (ownerId: number): void => void remove.run(ownerId),
    list: (): OwnerProcess[] => selectAll.all().map(toProcess),
  }
}
