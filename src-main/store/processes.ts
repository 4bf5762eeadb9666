import type { Db } from './database.ts'

/** A backend that is, or was, running on this machine. */
export interface OwnerProcess {
  readonly id: number
  readonly pid: number
  /** ISO 8601, UTC. */
  readonly registeredAt: string
  readonly heartbeatAt: string
}

interface ProcessRow {
  id: number
  pid: number
  registered_at: string
  heartbeat_at: string
}

const toProcess = (row: ProcessRow): OwnerProcess => ({
  id: row.id,
  pid: row.pid,
  registeredAt: row.registered_at,
  heartbeatAt: row.heartbeat_at,
})

const HEARTBEAT_TIMEOUT_MS = 60_000

/** Whether a backend still runs: its process exists and gave a sign of life within a minute. */
export function isProcessAlive(owner: OwnerProcess, now = new Date()): boolean {
  if (now.getTime() - Date.parse(owner.heartbeatAt) > HEARTBEAT_TIMEOUT_MS) return false
  // In a container the restarted program often gets the number of the killed one.
  if (owner.pid === process.pid) return Date.parse(owner.registeredAt) >= performance.timeOrigin
  try {
    process.kill(owner.pid, 0)
    return true
  } catch (error) {
    // EPERM: it exists and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

export function createProcessStore(db: Db) {
  const insert = db.prepare<[number, string, string]>(
    `INSERT INTO processes (pid, registered_at, heartbeat_at) VALUES (?, ?, ?)`,
  )
  const beat = db.prepare<[string, number]>(`UPDATE processes SET heartbeat_at = ? WHERE id = ?`)
  const remove = db.prepare<[number]>(`DELETE FROM processes WHERE id = ?`)
  const selectAll = db.prepare<[], ProcessRow>(`SELECT * FROM processes ORDER BY id`)

  return {
    /** The id under which this process owns runs. */
    register: (pid: number, now: string): number =>
      Number(insert.run(pid, now, now).lastInsertRowid),
    heartbeat: (ownerId: number, now: string): void => void beat.run(now, ownerId),
    remove: (ownerId: number): void => void remove.run(ownerId),
    list: (): OwnerProcess[] => selectAll.all().map(toProcess),
  }
}
