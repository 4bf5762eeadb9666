import type { Events } from '#shared/api.ts'
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'

const LOOK_EVERY_MS = 1000

interface Options {
  readonly store: Store
  readonly publish: <E extends keyof Events>(event: E, data: Events[E]) => void
  /** Runs of this process, whose changes are published as they happen. */
  readonly isOwn: (runId: number) => boolean
}

/** Publishes what other programs, such as the command line, do to the same database. */
export function watchOutsideChanges({ store, publish, isOwn }: Options): { close(): void } {
  let version = store.dataVersion()
  let known = fingerprints(store.runs.list())

  function look(): void {
    if (store.dataVersion() === version) return
    version = store.dataVersion()
    const runs = store.runs.list()
    const latest = fingerprints(runs)
    for (const run of runs) {
      if (!isOwn(run.id) && latest.get(run.id) !== known.get(run.id)) publish('run.changed', run)
    }
    for (const runId of known.keys()) if (!latest.has(runId)) publish('run.deleted', { runId })
    known = latest
  }

  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  return { close: () => clearInterval(timer) }
}

/** What of a run can change, in a form that is cheap to compare. */
const fingerprints = (runs: readonly Run[]): Map<number, string> =>
  new Map(
    runs.map(({ id, status, progress, tags }) => [
      id,
      `${status} ${progress.episodes} ${progress.updates} ${tags.join('\n')}`,
    ]),
  )
