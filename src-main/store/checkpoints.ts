import { endianness } from 'node:os'
import type { Db } from './database.ts'

/** The latest policy of a run: enough to let it act. */
export interface StoredCheckpoint {
  /** Updates the policy had received. */
  readonly update: number
  readonly parameters: Float32Array
}

interface CheckpointRow {
  update_index: number
  parameters: Buffer
}

const littleEndian = (bytes: Buffer): Buffer => (endianness() === 'LE' ? bytes : bytes.swap32())

function toBlob({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return littleEndian(Buffer.from(new Uint8Array(buffer, byteOffset, byteLength)))
}

const toCheckpoint = (row: CheckpointRow): StoredCheckpoint => ({
  update: row.update_index,
  // A copy of its own, because the rows' memory need not lie on a multiple of four bytes.
  parameters: new Float32Array(new Uint8Array(littleEndian(row.parameters)).buffer),
})

export function createCheckpointStore(db: Db) {
  const upsert = db.prepare<[number, number, Buffer]>(
    `INSERT INTO checkpoints (run_id, update_index, parameters) VALUES (?, ?, ?)
     ON CONFLICT (run_id) DO UPDATE
       SET update_index = excluded.update_index, parameters = excluded.parameters`,
  )
  const select = db.prepare<[number], CheckpointRow>(
    `SELECT update_index, parameters FROM checkpoints WHERE run_id = ?`,
  )

  return {
    set: (runId: number, { update, parameters }: StoredCheckpoint): void =>
      void upsert.run(runId, update, toBlob(parameters)),

    /** Null before the first update was stored. */
    get(runId: number): StoredCheckpoint | null {
      const row = select.get(runId)
      return row ? toCheckpoint(row) : null
    },
  }
}
