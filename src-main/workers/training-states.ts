import { deserialize, serialize } from 'node:v8'
import type { Training, TrainingState } from '#core/training.ts'

/** So much training time may be lost at least when a program is killed; what ends sooner needs no state. */
const STATE_EVERY_MS = 3000
/** Of the time between two states, at most 1/200 goes into taking one. */
const REST_FACTOR = 200
/** States are written to disk by another thread, which has more to do: a megabyte a second at most. */
const BYTES_PER_MS = 1000
/** SQLite keeps no larger values than 1 GB; a run with a larger state begins again instead. */
const LARGEST_BYTES = 2 ** 29

/** The format of V8's structured clone keeps every number and array to the bit; later versions read it. */
const serializeState = (state: TrainingState): Uint8Array => serialize(state)
export const deserializeState = (bytes: Uint8Array): TrainingState => deserialize(bytes)

/** Takes the states of a run, as often as it costs next to nothing. */
export interface StateTaker {
  isDue(wallTimeMs: number): boolean
  /** Only between updates. Null: the state is too large to be kept. */
  take(wallTimeMs: number): Uint8Array | null
}

export function createStateTaker(
  training: Pick<Training, 'save'>,
  startMs: number,
  everyMs = STATE_EVERY_MS,
  now: () => number = () => performance.now(),
): StateTaker {
  let dueAt = startMs + everyMs

  return {
    isDue: (wallTimeMs) => wallTimeMs >= dueAt,
    take(wallTimeMs) {
      const from = now()
      const bytes = serializeState(training.save())
      const costMs = now() - from
      dueAt = wallTimeMs + Math.max(everyMs, REST_FACTOR * costMs, bytes.byteLength / BYTES_PER_MS)
      return bytes.byteLength <= LARGEST_BYTES ? bytes : null
    },
  }
}
