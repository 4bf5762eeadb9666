import type { Events } from '#shared/api.ts'
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'

interface Options {
  readonly store: Store
  readonly publish: <E extends keyof Events>(event: E, data: Events[E]) => void
  /** Runs of this process, whose changes are published as they happen. */
  readonly isOwn: (runId: number) => boolean
}

/** At each `look`, publishes what other programs, such as the command line, did to the same database. */
export function watchOutsideChanges({ store, publish, isOwn }: Options): { look(): void } {
  let version = store.dataVersion()
  let known = fingerprints(store.runs.list())

  function look(): void {
    const latestVersion = store.dataVersion()
    if (latestVersion === version) return
    const runs = store.runs.list()
    const latest = fingerprints(runs)
    for (const run of runs) {
      if (!isOwn(run.id) && latest.get(run.id) !== known.get(run.id)) publish('run.changed', run)
    }
    for (const runId of known.keys()) if (!latest.has(runId)) publish('run.deleted', { runId })
    known = latest
    version = latestVersion
  }

  return { look }
}

/** What of a run can change, in a form that is cheap to compare. */
const fingerprints = (runs: readonly Run[]): Map<number, string> =>
  new Map(
    runs.map(({ id, status, progress, tags }) => [
      id,
      `${status} ${progress.episodes} ${progress.updates} ${tags.join('\n')}`,
    ]),
  )
