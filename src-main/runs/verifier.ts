import type { Events } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Provenance } from '#shared/run-history.ts'
import { isActive, type Run } from '#shared/run.ts'
import type { Verification } from '#shared/verification.ts'
import type { Store } from '#main/store/store.ts'
import type { SpawnWorker } from '#main/workers/spawn.ts'
import { compareRows } from './compare-rows.ts'
import { describeMaker, madeBy } from './made-by.ts'
import { startTraining } from './start-training.ts'

/** Each verification has a thread of its own, besides those that train. */
const MOST_AT_ONCE = 4

interface VerifierOptions {
  readonly store: Store
  readonly spawn: SpawnWorker
  readonly publish: (event: 'verify.progress', data: Events['verify.progress']) => void
  readonly provenance: (config: RunConfig) => Provenance
}

interface Work {
  cancel(): void
  readonly exited: Promise<void>
}

/** Trains runs again from their seeds, each beside the others, and compares them with what is stored. */
export interface Verifier {
  /** Tells how far it is under the id its asker gave it. */
  verify(runId: number, taskId: string): Promise<Verification>
  /** Ends the task, which fails with a sentence; without effect on one that is over. */
  cancel(taskId: string): null
  close(): Promise<void>
}

export function createVerifier({ store, spawn, publish, provenance }: VerifierOptions): Verifier {
  const works = new Map<string, Work>()
  let isClosed = false

  function requireRows(run: Run): void {
    if (isActive(run.status)) {
      const allowed = 'only a run that has ended can be verified'
      throw new ApiError('conflict', `Run ${run.id} is ${run.status}; ${allowed}`)
    }
    if (store.episodes.count(run.id) + store.updates.count(run.id) > 0) return
    throw new ApiError('conflict', `Run ${run.id} has no episode and no update to compare`)
  }

  function otherMaker({ id, config }: Run): string | null {
    const before = store.history(id).provenance
    if (before === null) return null
    const isSame = madeBy(before, config.engine) === madeBy(provenance(config), config.engine)
    return isSame ? null : describeMaker(before, config.engine)
  }

  /** Both trainings end by themselves; of any other, only what is stored can be compared. */
  const endsByItself = ({ status }: Run) => status === 'completed' || status === 'diverged'

  function verify(runId: number, taskId: string): Promise<Verification> {
    if (isClosed) throw new ApiError('conflict', 'The workbench is closing')
    if (works.has(taskId)) throw new ApiError('conflict', `Task ${taskId} is still running`)
    if (works.size >= MOST_AT_ONCE) {
      throw new ApiError(
        'conflict',
        `${MOST_AT_ONCE} runs are being verified; wait for one of them, or cancel it`,
      )
    }
    const run = store.runs.get(runId)
    requireRows(run)
    const rows = compareRows(store, runId)
    const result = Promise.withResolvers<Verification>()
    const began = performance.now()

    function conclude(): void {
      const foundHash = rows.hash()
      const difference = rows.difference()
      result.resolve({
        runId,
        isSame: difference === null && (run.metricsHash === null || run.metricsHash === foundHash),
        ...rows.compared(),
        storedHash: run.metricsHash,
        foundHash: difference === null ? foundHash : null,
        difference,
        otherMaker: otherMaker(run),
      })
      training.stop()
    }

    const training = startTraining(
      spawn,
      { runId, config: run.config, mostThreads: 1, goesOnFrom: null, stateEveryMs: Infinity },
      {
        told(message) {
          if (message.kind === 'batch') {
            rows.add(message.batch, endsByItself(run))
            training.acknowledge()
            const share = rows.share()
            const remainingMs =
              share > 0 ? ((performance.now() - began) * (1 - share)) / share : null
            publish('verify.progress', { taskId, share, remainingMs })
            const isOver = share === 1 && !endsByItself(run)
            if (rows.difference() !== null || isOver) conclude()
          } else if (message.kind === 'ended') {
            rows.end()
            conclude()
          }
        },
        failed: (reason) => result.reject(new ApiError('conflict', reason)),
      },
    )
    works.set(taskId, {
      exited: training.exited,
      cancel() {
        result.reject(new ApiError('conflict', `Verifying run ${runId} was cancelled`))
        training.stop()
      },
    })
    void training.exited.then(() => works.delete(taskId))
    return result.promise
  }

  return {
    // Refused as others are, not thrown at once.
    verify: async (runId, taskId) => verify(runId, taskId),
    cancel(taskId) {
      works.get(taskId)?.cancel()
      return null
    },
    async close() {
      isClosed = true
      const exits = [...works.values()].map(({ exited }) => exited)
      for (const { cancel } of works.values()) cancel()
      await Promise.all(exits)
    },
  }
}
