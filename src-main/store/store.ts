import type { AlertId } from '#shared/alerts.ts'
import type {
  Distribution,
  DistributionRequest,
  StoredDistribution,
} from '#shared/distributions.ts'
import type { Progress, StoredEpisode, StoredUpdate } from '#shared/metrics.ts'
import type { RunHistory } from '#shared/run-history.ts'
import { ApiError } from '#shared/errors.ts'
import { canGoOn, isActive, type Run, type RunStatus } from '#shared/run.ts'
import { createCheckpointStore, type StoredCheckpoint } from './checkpoints.ts'
import { createBucketReader } from './bucket-reader.ts'
import { createCurveStore } from './curves.ts'
import { checkDatabase, closeDatabase, sqliteVersion, type Db } from './database.ts'
import { createDaysInUse } from './days-in-use.ts'
import { createDismissedAlertStore } from './dismissed-alerts.ts'
import { createDistributionStore } from './distributions.ts'
import { createEpisodeStore } from './episodes.ts'
import { createFieldValues } from './field-values.ts'
import { createReturnDistributions } from './return-distributions.ts'
import { createNonFiniteRows } from './non-finite-rows.ts'
import { createMarkStore } from './marks.ts'
import { createConfigurationValues } from './configuration-values.ts'
import { createExperimentRunStore } from './experiment-runs.ts'
import { createExperimentStore } from './experiments.ts'
import { createExperimentsWithRuns } from './experiments-with-runs.ts'
import { createGoingOn } from './going-on.ts'
import { createHiddenRows } from './hidden-rows.ts'
import { createInterruptedRunStore } from './interrupted-runs.ts'
import { createStoreInParts, createStoreInPartsSync } from './parts.ts'
import { createProcessStore, type OwnerProcess } from './processes.ts'
import { createQueueStore } from './run-queue.ts'
import { createRunAlertStore } from './run-alerts.ts'
import { createRunFileStore } from './run-files.ts'
import { createRunHistoryStore } from './run-history.ts'
import { createRelationStore } from './relations.ts'
import { createRemoval } from './removal.ts'
import { createRewind } from './rewind.ts'
import { createRecordingStore } from './recordings.ts'
import { createRunStarts } from './run-starts.ts'
import { createRunStore, type NewRun, type StatusDetails } from './runs.ts'
import { createSettingStore } from './settings.ts'
import { createSummaryStore } from './summaries.ts'
import { createTrainingStateStore, type StoredTrainingState } from './training-states.ts'
import { createTrashStore } from './trash.ts'
import { createUpdatePositions } from './update-positions.ts'
import { createUpdateStore } from './updates.ts'

export type { StoredCheckpoint } from './checkpoints.ts'
export type { NewRun } from './runs.ts'
export { openDatabase, openToRead } from './database.ts'
export { isProcessAlive, type OwnerProcess } from './processes.ts'
export { ownIdentity } from './process-identity.ts'
export type { ActiveStatus } from './runs.ts'
export type { StoredTrainingState } from './training-states.ts'

/** What a run produced since its last batch. */
export interface Batch {
  readonly episodes: readonly StoredEpisode[]
  readonly updates: readonly StoredUpdate[]
  readonly distributions?: readonly StoredDistribution[]
  readonly progress: Progress
  readonly checkpoint: StoredCheckpoint | null
  /** The run as it is after the last of these updates. */
  readonly state?: StoredTrainingState | null
}

export type Store = ReturnType<typeof createStore>

/** Every question and change of the database. Each method that writes is one transaction. */
export function createStore(db: Db) {
  const runs = createRunStore(db)
  const episodes = createEpisodeStore(db)
  const updates = createUpdateStore(db)
  const checkpoints = createCheckpointStore(db)
  const hidden = createHiddenRows(db)
  const values = createConfigurationValues(db)
  const storeInParts = createStoreInParts(db)
  const storeInPartsSync = createStoreInPartsSync(db)
  const trash = createTrashStore(db, hidden)
  const experiments = createExperimentStore(db, hidden)
  const processes = createProcessStore(db)
  const daysInUse = createDaysInUse(db)
  const history = createRunHistoryStore(db)
  const marks = createMarkStore(db, { these: runs.these, history })
  const summaries = createSummaryStore(db)
  const reader = createBucketReader(db, summaries)
  const positions = createUpdatePositions(db)
  const curve = createCurveStore(reader, positions, createNonFiniteRows(db))
  const distributions = createDistributionStore(db)
  const returnDistribution = createReturnDistributions(db, { curve, reader, positions })
  const states = createTrainingStateStore(db)
  const alerts = createRunAlertStore(db)
  const recordings = createRecordingStore(db)
  const interruptedRuns = createInterruptedRunStore(db, runs, processes)

  const addBatch = db.transaction((runId: number, batch: Batch, ownerId?: number): Run => {
    const owner = interruptedRuns.owner(runId)
    if (ownerId !== undefined && owner !== null && owner !== ownerId) {
      throw new ApiError('conflict', `Run ${runId} is trained by another program now`)
    }
    runs.setProgress(runId, batch.progress)
    episodes.add(runId, batch.episodes)
    updates.add(runId, batch.updates)
    distributions.add(runId, batch.distributions ?? [])
    summaries.extend(runId)
    if (batch.checkpoint) checkpoints.set(runId, batch.checkpoint)
    if (batch.state) states.set(runId, batch.state)
    return runs.get(runId)
  })

  function changeStatus(runId: number, status: RunStatus, details?: StatusDetails): Run {
    const run = runs.setStatus(runId, status, details)
    if (!isActive(status) && !canGoOn(status)) states.remove(runId)
    return run
  }
  const setStatus = db.transaction(changeStatus)
  const setStatuses = db.transaction(
    (changes: readonly Readonly<Parameters<typeof changeStatus>>[]): Run[] =>
      changes.map((change) => changeStatus(...change)),
  )

  const goingOn = createGoingOn({
    runs,
    states,
    history,
    rewind: createRewind(db),
    interruptedRuns,
  })
  const goOn = db.transaction(goingOn.goOn)
  const begin = db.transaction(goingOn.begin)
  const atOnce = db.transaction((work: () => unknown) => work())

  const setAlerts = db.transaction((found: ReadonlyMap<number, readonly AlertId[]>): Run[] => {
    for (const [runId, ids] of found) alerts.set(runId, ids)
    return runs.these([...found.keys()])
  })

  const setTags = db.transaction((runId: number, tags: readonly string[]): Run => {
    runs.get(runId)
    return marks.set([{ runId, tags: [...tags] }])[0]!
  })
  const changeMarks = db.transaction(marks.change)
  const setMarks = db.transaction(marks.set)

  const signOfLife = db.transaction(
    (
      { ownerId, pid, keepsQueue }: { ownerId: number; pid: number; keepsQueue: boolean },
      now: string,
    ): boolean => {
      daysInUse.note(now)
      if (processes.heartbeat(ownerId, now)) return true
      processes.registerAgain(ownerId, pid, now, keepsQueue)
      return false
    },
  )

  const takeBack = db.transaction((runId: number): Run => {
    trash.takeBack(runId)
    return runs.get(runId)
  })

  const purge = db.transaction((days: number): number => {
    experiments.purge(days)
    return trash.purge(days)
  })

  // Immediate: a transaction that reads first could not write after another process wrote.
  return {
    runs: {
      create: (run: NewRun): Run => runs.get(runs.insert(run, null)),
      /** Stores many runs in parts, with their experiment if they have one: all of them, or nothing. */
      createAll: createRunStarts({ db, runs, experiments, hidden, values, storeInParts }),
      get: runs.get,
      require: runs.require,
      list: runs.list,
      these: runs.these,
      withConfigHashes: runs.withConfigHashes,
      query: runs.query,
      ids: runs.ids,
      varyingFields: runs.varyingFields,
      states: runs.states,
      active: runs.active,
      owner: interruptedRuns.owner,
      /** A run that ends by itself needs its training state no more. */
      setStatus: setStatus.immediate,
      /** The same of many: all of them, or none. */
      setStatuses: setStatuses.immediate,
      /** Gives interrupted and stopped runs to `ownerId` as waiting or paused ones: all of them, or none. */
      goOn: goOn.immediate,
      /**
       * Begins a run. A continued one is taken back to its last training state, or to its start. Returns null
       * if there is more to take back; call it again.
       */
      begin: begin.immediate,
      /** The runs of an owner that have not ended. */
      activeOf: interruptedRuns.activeOf,
      unfinished: interruptedRuns.unfinished,
      /** None of them goes on by itself any more. */
      forgetUnfinished: (): void => storeInPartsSync(interruptedRuns.forgetUnfinished()),
      /** Active runs whose backend is gone become `interrupted`; returns those. */
      interruptLost: (isAlive: (owner: OwnerProcess) => boolean): Run[] =>
        storeInPartsSync(interruptedRuns.interruptLost(isAlive)),
      /** Gives runs back to a program that was taken for dead, each in the status given; returns their numbers. */
      reclaim: (ownerId: number, held: ReadonlyMap<number, RunStatus>): Promise<number[]> =>
        storeInParts(interruptedRuns.reclaim(ownerId, held)),
    },
    trash: {
      list: runs.trash,
      put: trash.put,
      putAll: trash.putAll,
      takeBackAll: trash.takeBackAll,
      /** Returns the run, which is as it was. */
      takeBack: takeBack.immediate,
      /**
       * Deletes what has been in the trash for this many days of use, experiments too; returns how many
       * runs that were.
       */
      purge: purge.immediate,
      /** Deletes all of it for good; returns how many runs that were. */
      empty: (): number => purge.immediate(0),
    },
    hidden: {
      /**
       * Whether there is anything to remove, because it was deleted permanently or because its program
       * ended midway.
       */
      isAnyAbandoned: (): boolean => hidden.abandoned().length > 0,
      removeAbandoned: createRemoval(db, hidden, storeInParts),
    },
    /** Stores a long change in short transactions. */
    inParts: storeInParts,
    experiments: createExperimentsWithRuns({
      experiments,
      experimentRuns: createExperimentRunStore(db),
      ...{ trash, storeInParts },
    }),
    fieldValues: createFieldValues(db),
    settings: createSettingStore(db),
    queue: createQueueStore(db),
    /** The trash ages by the number of these days. */
    daysInUse,
    processes: {
      register: processes.register,
      remove: (ownerId: number): Promise<void> => storeInParts(processes.remove(ownerId)),
      list: processes.list,
      /** Says that an owner lives. False if another program had taken it for dead, and its runs for lost. */
      signOfLife: signOfLife.immediate,
    },
    episodes: { page: episodes.page, count: episodes.count },
    updates: { page: updates.page, count: updates.count },
    checkpoints: { get: checkpoints.get },
    trainingStates: { get: states.get, head: states.head },
    curve,
    relation: createRelationStore(reader, positions),
    distribution: (request: DistributionRequest): Distribution =>
      request.quantity === 'episodeReturn'
        ? returnDistribution(request)
        : distributions.over(request, request.quantity),
    alerts: {
      /** Of each of these runs, as found in all that is stored of it; returns those that are still there. */
      set: setAlerts.immediate,
      /** Ended runs of which they are not known, the newest first. */
      unknown: alerts.unknown,
    },
    dismissedAlerts: createDismissedAlertStore(db),
    recordings: {
      ...recordings,
      purge: (days: number): void => storeInPartsSync(recordings.purge(days)),
    },
    /** Files of whole runs; one is open at a time. */
    runFiles: createRunFileStore(db, { hidden, values, storeInParts }),
    /** All histograms that training kept of a run. */
    distributions: distributions.list,
    history: (runId: number): RunHistory => history.get(runs.get(runId).id),
    /** Returns the run as stored. All of the batch is kept, or nothing: nothing of a run another than `ownerId` trains. */
    addBatch: addBatch.immediate,
    setTags: setTags.immediate,
    marks: {
      /** Throws what `change` would throw. */
      check: marks.check,
      /** Changes all of these runs or none; returns what of each was changed as it was before. */
      change: changeMarks.immediate,
      /** Gives runs that are still there these marks; returns those. */
      set: setMarks.immediate,
    },
    /** Stores all that `work` stores in one transaction. */
    atOnce: atOnce.immediate as <T>(work: () => T) => T,
    check: () => checkDatabase(db),
    sqliteVersion: (): string => sqliteVersion(db),
    /** Differs from its last value when another process has written. */
    dataVersion: (): number => db.pragma('data_version', { simple: true }) as number,
    close: (): void => closeDatabase(db),
  }
}
