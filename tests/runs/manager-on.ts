import { onTestFinished } from 'vitest'
import { createLeftovers } from '#main/runs/leftovers.ts'
import { createRunAlerts } from '#main/runs/run-alerts.ts'
import { createRunManager } from '#main/runs/run-manager.ts'
import { createTasks } from '#main/tasks/tasks.ts'
import type { Store } from '#main/store/store.ts'
import { spawnWorker } from '#main/workers/spawn.ts'
import type { Run } from '#shared/run.ts'
import { openStore, sampleProvenance } from '../store/sample-runs.ts'

/** A run manager on a store that `breakStore` breaks; `hear` is called with every published run. */
export function managerOn(
  breakStore: (store: Store) => Store,
  { workers = 2, hear }: { workers?: number; hear?: (run: Run, store: Store) => void } = {},
) {
  const store = openStore()
  const published: Run[] = []
  const reported: unknown[] = []
  const broken = breakStore(store)
  const report = (error: unknown) => void reported.push(error)
  const publish = (event: string, data: unknown) => {
    if (event !== 'run.changed') return
    hear?.(data as Run, store)
    published.push(data as Run)
  }
  const manager = createRunManager({
    store: broken,
    alerts: createRunAlerts({ store: broken, publish, report }),
    spawn: spawnWorker,
    publish,
    ownerId: store.processes.register(process.pid, new Date().toISOString()),
    provenance: () => sampleProvenance,
    workers,
    report,
    tasks: createTasks({ publish }),
    leftovers: createLeftovers({ store, report }),
  })
  onTestFinished(async () => void (await manager.close()))
  return { store, manager, published, reported }
}
