import { endianness } from 'node:os'
import type { Db } from './database.ts'

/** The latest policy of a run: enough to let it act. */
export interface StoredCheckpoint {
  /** Updates the policy had received. */
  readonly update: number
  readonly parameters: Float32Array
  /** What it normalises observations with; null: it takes them as they are. */
  readonly observationMoments: Float64Array | null
  /** What the run's estimator had learned beside it, serialized; left out: nothing, or it was not kept. */
  readonly estimatorState?: Uint8Array
}

interface CheckpointRow {
  update_index: number
  parameters: Buffer
  observation_moments: Buffer | null
  estimator_state: Buffer | null
}

/** Between this machine's order of bytes and the file's. */
function littleEndian(bytes: Buffer, bytesPerElement: number): Buffer {
  if (endianness() === 'LE') return bytes
  return bytesPerElement === 8 ? bytes.swap64() : bytes.swap32()
}

function toBlob(array: Float32Array | Float64Array): Buffer {
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT } = array
  const bytes = Buffer.from(new Uint8Array(buffer, byteOffset, byteLength))
  return littleEndian(bytes, BYTES_PER_ELEMENT)
}

/** A copy with memory of its own, because that of rows need not lie on a multiple of its elements. */
const fromBlob = (blob: Buffer, bytesPerElement: number): ArrayBuffer =>
  new Uint8Array(littleEndian(blob, bytesPerElement)).buffer

const toCheckpoint = (row: CheckpointRow): StoredCheckpoint => ({
  update: row.update_index,
  parameters: new Float32Array(fromBlob(row.parameters, 4)),
  observationMoments:
    row.observation_moments && new Float64Array(fromBlob(row.observation_moments, 8)),
  ...(row.estimator_state && { estimatorState: new Uint8Array(row.estimator_state) }),
})

export function createCheckpointStore(db: Db) {
  const upsert = db.prepare<[number, number, Buffer, Buffer | null, Uint8Array | null]>(
    `INSERT INTO checkpoints (run_id, update_index, parameters, observation_moments, estimator_state)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (run_id) DO UPDATE
       SET update_index = excluded.update_index, parameters = excluded.parameters,
           observation_moments = excluded.observation_moments,
           estimator_state = excluded.estimator_state`,
  )
  const select = db.prepare<[number], CheckpointRow>(`SELECT * FROM checkpoints WHERE run_id = ?`)

  return {
    set(
      runId: number,
      { update, parameters, observationMoments, estimatorState }: StoredCheckpoint,
    ): void {
      const moments = observationMoments && toBlob(observationMoments)
      upsert.run(runId, update, toBlob(parameters), moments, estimatorState ?? null)
    },

    /** Null before the first update was stored. */
    get(runId: number): StoredCheckpoint | null {
      const row = select.get(runId)
      return row ? toCheckpoint(row) : null
    },
  }
}
