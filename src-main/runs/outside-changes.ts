import type { Events } from '#shared/api.ts'
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
  let known = store.runs.states()

  function look(): void {
    const latestVersion = store.dataVersion()
    if (latestVersion === version) return
    const latest = store.runs.states()
    const changed = [...latest]
      .filter(([runId, state]) => !isOwn(runId) && state !== known.get(runId))
      .map(([runId]) => runId)
    for (const run of store.runs.these(changed)) publish('run.changed', run)
    for (const runId of known.keys()) if (!latest.has(runId)) publish('run.deleted', { runId })
    known = latest
    version = latestVersion
  }

  return { look }
}
