import type { Events, Params, StoppedExperiment } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import { formatCounted } from '#shared/format-number.ts'
import type {
  Experiment,
  ExperimentChanges,
  ExperimentExtension,
  ExperimentTexts,
  ExperimentWithdrawal,
} from '#shared/experiment.ts'
import {
  cellValues,
  summarizeExperiment,
  type ActiveRunState,
  type CountedRuns,
} from '#shared/experiment-summary.ts'
import { runsOfSweepInSteps } from '#shared/expand-sweep.ts'
import { naturalResult } from '#shared/run-result.ts'
import type { Run } from '#shared/run.ts'
import { allOrNone } from '#main/store/all-or-none.ts'
import { bestCell } from '#main/compare/best-cell.ts'
import type { ExperimentRunResult } from '#main/store/experiment-runs.ts'
import type { Store } from '#main/store/store.ts'
import { unlessDamaged } from '#main/store/stored-json.ts'
import { CALL_PATIENCE_MS, whenFree } from '#main/store/when-free.ts'
import { announceRuns } from './announce-runs.ts'
import type { Deletion } from './delete-runs.ts'
import { missingRuns } from './missing-runs.ts'
import { partsOf } from './parts-of.ts'
import type { RunManager } from './run-manager.ts'

interface Options {
  readonly store: Store
  readonly manager: Pick<
    RunManager,
    'startAll' | 'continueRuns' | 'stopAll' | 'workers' | 'isOwn' | 'queue'
  >
  readonly deletion: Pick<Deletion, 'deleteAll'>
  readonly publish: <E extends keyof Events>(event: E, data: Events[E]) => void
  readonly now?: () => Date
}

export type Experiments = ReturnType<typeof createExperiments>

/** Keeps experiments and starts their runs. What changed is stored first, then published. */
export function createExperiments(options: Options) {
  const { store, manager, deletion, publish, now = () => new Date() } = options
  const { runs } = store.experiments
  const time = () => now().toISOString()
  /** Two extensions at once could both start the same runs. */
  const extending = new Set<number>()

  /** Reads one configuration for each environment, and none unless all runs stop when they have solved theirs. */
  function naturalResultOf(experimentId: number, results: readonly ExperimentRunResult[]) {
    if (results.some(({ stopsWhenSolved }) => !stopsWhenSolved)) return naturalResult([])
    const hashes = new Map(results.map(({ environment, configHash }) => [environment, configHash]))
    return naturalResult(
      [...hashes.values()].map((hash) => ({ config: runs.config(experimentId, hash) })),
    )
  }

  /** An experiment with how far it is. */
  function complete(
    stored: ReturnType<Store['experiments']['get']>,
    counted: readonly CountedRuns[] = runs.count(stored.id),
    active: readonly ActiveRunState[] = runs.active(stored.id),
    results: readonly ExperimentRunResult[] = runs.results(stored.id),
  ): Experiment {
    const best = bestCell(results, naturalResultOf(stored.id, results))
    return {
      ...stored,
      summary: {
        ...summarizeExperiment(counted, active, manager.workers()),
        best: best && {
          ...best,
          values: cellValues(stored.sweep, runs.config(stored.id, best.configHash)),
        },
      },
    }
  }

  const runChanged = (run: Run) => publish('run.changed', run)

  const get = (experimentId: number): Experiment => complete(store.experiments.get(experimentId))
  /** Returns null if the experiment is damaged; `get` refuses it with a sentence that says so. */
  const find = (experimentId: number): Experiment | null => unlessDamaged(() => get(experimentId))

  function list(): Experiment[] {
    const counted = Map.groupBy(runs.count(null), ({ experimentId }) => experimentId)
    const active = Map.groupBy(runs.active(null), ({ experimentId }) => experimentId)
    const results = Map.groupBy(runs.results(null), ({ experimentId }) => experimentId)
    const of = <T>(all: Map<number, T[]>, { id }: { readonly id: number }) => all.get(id) ?? []
    return store.experiments
      .list()
      .flatMap(
        (stored) =>
          unlessDamaged(() =>
            complete(stored, of(counted, stored), of(active, stored), of(results, stored)),
          ) ?? [],
      )
  }

  function changed(experimentId: number): Experiment {
    const experiment = get(experimentId)
    publish('experiment.changed', experiment)
    return experiment
  }

  const create = (texts: ExperimentTexts): Experiment =>
    changed(store.experiments.create({ ...texts, sweep: null, createdAt: time() }).id)

  /** The experiment and all its runs are stored, or nothing is. */
  async function start({ sweep, taskId, ...texts }: Params<'experiments.start'>) {
    const experiment = { ...texts, sweep, createdAt: time() }
    const started = await manager.startAll({
      configs: runsOfSweepInSteps(sweep),
      experiment,
      taskId,
    })
    return { experiment: changed(started.experimentId!), runIds: started.runIds }
  }

  /** Starts only the runs of a larger sweep that the experiment does not have yet. */
  async function extend({ experimentId, sweep, taskId }: ExperimentExtension) {
    store.experiments.get(experimentId)
    if (extending.has(experimentId)) {
      throw new ApiError(
        'conflict',
        `Experiment ${experimentId} is already being extended; wait until that is done`,
      )
    }
    extending.add(experimentId)
    try {
      const configs = missingRuns(sweep, runs.trained(experimentId))
      const experiment = { id: experimentId, sweep }
      const { runIds } = await manager.startAll({ configs, experiment, taskId })
      return { experiment: changed(experimentId), runIds }
    } finally {
      extending.delete(experimentId)
    }
  }

  function update(changes: ExperimentChanges): Experiment {
    store.experiments.update(changes)
    return changed(changes.experimentId)
  }

  /** Puts runs into the experiment, or takes them out of theirs for null: all of them, or none. */
  async function assign(wished: readonly number[], experimentId: number | null): Promise<void> {
    const runIds = [...new Set(wished)]
    const before = await allOrNone(store.inParts, runIds, {
      check: (some) => some.forEach(store.runs.get),
      change(some) {
        if (experimentId !== null) store.experiments.get(experimentId)
        const were = Map.groupBy(store.runs.these(some), (run) => run.experimentId)
        runs.assign(some, experimentId)
        return were
      },
      undo(were) {
        for (const [id, those] of were) runs.assign(idsOf(those), id)
      },
    })
    manager.queue.look()
    await announceRuns(store, runIds, runChanged)
    const concerned = new Set([...before.flatMap((were) => [...were.keys()]), experimentId])
    const known = store.experiments.states()
    for (const each of concerned) {
      if (each !== null && known.has(each)) unlessDamaged(() => changed(each))
    }
  }

  async function addRuns(experimentId: number, runIds: readonly number[]): Promise<Experiment> {
    await assign(runIds, experimentId)
    return get(experimentId)
  }

  async function removeRuns(runIds: readonly number[]): Promise<null> {
    await assign(runIds, null)
    return null
  }

  async function remove(experimentId: number, withRuns: boolean): Promise<null> {
    const active = activeIds(experimentId).length
    if (withRuns && active > 0) {
      throw new ApiError(
        'conflict',
        `Experiment ${experimentId} has ${formatCounted(active, 'unended run')}; stop what trains before deleting it`,
      )
    }
    const deleted = await store.experiments.remove(experimentId, withRuns, time())
    manager.queue.look()
    publish('experiment.deleted', { experimentId })
    for await (const part of partsOf(deleted)) {
      for (const runId of part) publish('run.deleted', { runId })
    }
    return null
  }

  async function restore(experimentId: number): Promise<Experiment> {
    const restored = await store.experiments.restore(experimentId)
    await announceRuns(store, restored, runChanged)
    return changed(experimentId)
  }

  const activeIds = (experimentId: number): number[] =>
    runs.active(experimentId).map(({ runId }) => runId)

  /** Those that train or wait here. */
  const stopThese = (runIds: readonly number[]) => manager.stopAll(runIds.filter(manager.isOwn))

  async function stop(experimentId: number): Promise<StoppedExperiment> {
    const { isHeld } = store.experiments.get(experimentId)
    const { stopped } = await stopThese(activeIds(experimentId))
    // Or runs that are added later would wait for nothing. Only this write is repeated, since only this
    // call knows what was stopped.
    await whenFree(() => store.experiments.setHeld(experimentId, false), {
      busyMs: CALL_PATIENCE_MS,
    })
    return { experiment: changed(experimentId), stopped, wasHeld: isHeld }
  }

  async function withdraw(request: ExperimentWithdrawal): Promise<Experiment> {
    const { experimentId, sweep } = request
    store.experiments.get(experimentId)
    const wanted = new Set(request.runIds)
    const runIds = runs.runIds(experimentId).filter((runId) => wanted.has(runId))
    await stopThese(activeIds(experimentId).filter((runId) => wanted.has(runId)))
    await deletion.deleteAll(runIds)
    store.experiments.setSweep(experimentId, sweep)
    return changed(experimentId)
  }

  function pause(experimentId: number): Experiment {
    manager.queue.pauseThese(new Set(activeIds(experimentId)), () =>
      store.experiments.setHeld(experimentId, true),
    )
    return changed(experimentId)
  }

  function resume(experimentId: number): Experiment {
    manager.queue.resumeThese(new Set(activeIds(experimentId)), () =>
      store.experiments.setHeld(experimentId, false),
    )
    return changed(experimentId)
  }

  function runIds(experimentId: number): number[] {
    store.experiments.get(experimentId)
    return runs.runIds(experimentId)
  }

  /** What a closed program left unfinished goes on, all of it or nothing. */
  async function continueRuns(experimentId: number): Promise<Experiment> {
    store.experiments.get(experimentId)
    const interrupted = runs.interrupted(experimentId)
    if (interrupted.length > 0) await manager.continueRuns(interrupted)
    return changed(experimentId)
  }

  return {
    list,
    get,
    find,
    runIds,
    create,
    start,
    extend,
    update,
    addRuns,
    removeRuns,
    remove,
    restore,
    withdraw,
    pause,
    resume,
    stop,
    continueRuns,
  }
}

const idsOf = (all: readonly Run[]): number[] => all.map(({ id }) => id)
