import * as z from 'zod'
import { alertIds, type Alert } from './alerts.ts'
import {
  comparisonRequest,
  groupCurvesRequest,
  seedsNeededRequest,
  type GroupComparison,
  type GroupCurve,
} from './comparison.ts'
import type { RunCurve } from './curve.ts'
import { distributionRequest, type Distribution } from './distributions.ts'
import { evaluationRequest, type Evaluation } from './evaluation.ts'
import {
  cellsRequest,
  experimentChanges,
  experimentExtension,
  experimentStart,
  experimentTexts,
  experimentWithdrawal,
  oneExperiment,
  type Experiment,
  type ExperimentCells,
  type StartedExperiment,
  type TrashedExperiment,
} from './experiment.ts'
import {
  exactRequest,
  gradientCheckRequest,
  type ExactView,
  type GradientCheck,
} from './gradient-check.ts'
import { groupEvaluationRequest, type GroupEvaluation } from './group-evaluation.ts'
import { method } from './method.ts'
import { horizontalAxes, metrics } from './metrics.ts'
import { policyMapRequest, type PolicyMap } from './policy-map.ts'
import {
  queueMove,
  stopToUndo,
  type QueueState,
  type StoppedRun,
  type StoppedRuns,
} from './queue.ts'
import type { GaugeReport } from './score-gauge.ts'
import type { RecordedEpisode } from './recorded-episode.ts'
import { keepRequest, recordingRequest, renameRequest, type Recording } from './recording.ts'
import { runFileMethods } from './run-file.ts'
import type { RunHistory } from './run-history.ts'
import { relationRequest, type Relation } from './relation.ts'
import { placeMethods } from './places.ts'
import { runConfigSchema, type RunConfigInput } from './run-config.ts'
import { filterFields } from './run-filter/fields.ts'
import {
  runIdsQuery,
  runQuery,
  varyingFieldsQuery,
  type FieldValue,
  type FoundRunIds,
  type FoundRuns,
  type VaryingFields,
} from './run-query.ts'
import { markChange, marksOfRuns, MOST_TAGS, runTag, type RunMarks } from './run-marks.ts'
import type { RefusedRun, Run, TrashedRun } from './run.ts'
import { taskId, taskMethods } from './task.ts'
import type { Verification } from './verification.ts'
import { stepSizeRequest, type StepSizeView } from './step-size.ts'
import {
  importanceRequest,
  sweepResultsRequest,
  type Importance,
  type SweepResults,
} from './sweep-results.ts'
import type { StorageState } from './storage.ts'
import { databaseCheckRequest, type DatabaseCheck, type SystemInfo } from './system.ts'

/* The whole contract between the window and the backend. Carriers only carry it. */

const nothing = z.undefined()
const runId = z.int().positive()
const seed = z.int().min(0).max(4_294_967_295)
const oneRun = z.strictObject({ runId })
const manyRuns = z.strictObject({ runIds: z.array(runId).min(1).max(10_000) })

/** An experiment whose runs were stopped just now, and what it takes to undo that. */
export interface StoppedExperiment {
  readonly experiment: Experiment
  readonly stopped: readonly StoppedRun[]
  /** Whether its runs waited until it was resumed, which they then do no more. */
  readonly wasHeld: boolean
}

/** Files an export consists of. CSV tables have one row per episode or update; runs.json holds all. */
export const exportDocuments = ['episodes.csv', 'updates.csv', 'runs.json'] as const
export type ExportDocument = (typeof exportDocuments)[number]

/** A part of an exported file. Ask again with `next` until it is null; the parts in order are the file. */
export interface ExportPart {
  readonly text: string
  readonly next: string | null
}

/** Calls: the client asks, the backend answers once. */
export const methods = {
  'system.info': method<SystemInfo>()(nothing),
  /** Whether runs are held up because what they did cannot be stored, and since when. */
  'storage.state': method<StorageState>()(nothing),
  /** Reads the whole file, which is slow if it is large, so only on demand. `tasks.cancel` ends it. */
  'system.checkDatabase': method<DatabaseCheck>()(databaseCheckRequest),
  /** How many runs train at once, from now on and at the next start. Runs in training go on. */
  'system.setWorkers': method<SystemInfo>()(z.strictObject({ workers: z.int().min(1).max(256) })),
  /** Whether a start of the workbench goes on with what the last one left unfinished. */
  'system.setContinuesRuns': method<SystemInfo>()(z.strictObject({ continuesRuns: z.boolean() })),
  /** Whether an episode of every run is kept by itself at its milestones, from now on; not of runs of a sweep. */
  'system.setKeepsEpisodes': method<SystemInfo>()(z.strictObject({ keepsEpisodes: z.boolean() })),
  ...placeMethods,
  'runs.list': method<readonly Run[]>()(nothing),
  'runs.query': method<FoundRuns>()(runQuery),
  'runs.ids': method<FoundRunIds>()(runIdsQuery),
  'runs.varyingFields': method<VaryingFields>()(varyingFieldsQuery),
  /** Those of these runs that there are. */
  'runs.these': method<readonly Run[]>()(z.strictObject({ runIds: z.array(runId).max(1000) })),
  /** Which values stored runs have in a field that filters ask for, with how many have them. */
  'runs.fieldValues': method<readonly FieldValue[]>()(
    z.strictObject({ field: z.enum(filterFields.map(({ name }) => name)) }),
  ),
  'runs.get': method<Run>()(oneRun),
  'runs.start': method<Run>()(runConfigSchema),
  /** One run a seed: all of them, or none and an error. */
  'runs.startSeeds': method<readonly Run[]>()(
    z.strictObject({
      config: runConfigSchema,
      seeds: z.array(seed).min(1).max(1000),
      taskId: taskId.optional(),
    }),
  ),
  /**
   * Interrupted and stopped runs go on from their last stored state, bit for bit, or begin again where there is none:
   * all of them, or none and an error.
   */
  'runs.continue': method<readonly Run[]>()(manyRuns),
  ...taskMethods,
  'queue.get': method<QueueState>()(nothing),
  'queue.move': method<null>()(queueMove),
  /** Pauses what trains; nothing begins, in later starts neither, until all is resumed. */
  'queue.pauseAll': method<null>()(nothing),
  /** Resumes what is paused, before what waits. */
  'queue.resumeAll': method<null>()(nothing),
  /** What each run has learned is kept. */
  'queue.stopAll': method<StoppedRuns>()(nothing),
  'runs.pause': method<Run>()(oneRun),
  'runs.resume': method<Run>()(oneRun),
  /**
   * Answers within half a second. If the end cannot be stored yet (see `storage.state`), the answer is
   * the run as it is stored, still active. Its training has ended, and its end is stored and published
   * as soon as possible.
   */
  'runs.stop': method<Run>()(oneRun),
  /** Those of the runs that train or wait; of the others, why not. */
  'runs.stopAll': method<StoppedRuns>()(manyRuns),
  /** Those that are still stopped go on as what they were, in their places of the queue. Answers which. */
  'runs.undoStop': method<readonly number[]>()(stopToUndo),
  /** Puts a run in the trash: to all other calls it is gone. */
  'runs.delete': method<null>()(oneRun),
  'runs.restore': method<Run>()(oneRun),
  /** Those of the runs that can be deleted; of the others, why not. */
  'runs.deleteAll': method<{
    readonly deleted: readonly number[]
    readonly refused: readonly RefusedRun[]
  }>()(manyRuns),
  /** Those of the runs that are in the trash. */
  'runs.restoreAll': method<null>()(manyRuns),
  'trash.list': method<readonly TrashedRun[]>()(nothing),
  /** Deletes for good all that is in the trash. */
  'trash.empty': method<{ readonly runs: number }>()(nothing),
  'runs.tag': method<Run>()(z.strictObject({ runId, tags: z.array(runTag).max(MOST_TAGS) })),
  /** One change for many runs: of all of them, or of none. Answers what was changed as it was before. */
  'runs.mark': method<{ readonly before: readonly RunMarks[] }>()(markChange),
  /** Each run its own marks, such as those it had before; runs that are gone are left out. */
  'runs.setMarks': method<null>()(marksOfRuns),
  'runs.curve': method<RunCurve>()(
    z.strictObject({
      runId,
      metric: z.enum(metrics),
      x: z.enum(horizontalAxes),
      maxPoints: z.int().min(2).max(4000),
      /** The part of the axis that is looked at, in its unit; buckets that reach into it come whole. */
      from: z.number().optional(),
      to: z.number().optional(),
      /** So many rows before the part come too, for a mean over the last rows, and then the one after it. */
      before: z.int().min(0).max(1000).default(0),
    }),
  ),
  /** Histograms of a quantity over the time of a run, all in the same bins. */
  'runs.distribution': method<Distribution>()(distributionRequest),
  /** What a run's numbers say is wrong with it, found when it is asked for. */
  'runs.alerts': method<readonly Alert[]>()(oneRun),
  /** Whether a person wants to be told of an alert; kept with the run. */
  'runs.dismissAlert': method<readonly Alert[]>()(
    z.strictObject({ runId, alertId: z.enum(alertIds), isDismissed: z.boolean() }),
  ),
  /** What a run was trained with and what happened to it. */
  'runs.history': method<RunHistory>()(oneRun),
  'runs.relation': method<Relation>()(relationRequest),
  'runs.scoreGauge': method<GaugeReport>()(oneRun),
  /** `start`: the number of a start that runs share, whatever their seeds; null: one of the run's own. */
  'runs.playEpisode': method<RecordedEpisode>()(
    z.strictObject({ runId, start: z.int().min(0).max(4_294_967_295).nullable().default(null) }),
  ),
  /** The policy in training, or the last one stored, over a part of the state space. */
  'runs.policyMap': method<PolicyMap>()(policyMapRequest),
  'recordings.list': method<readonly Recording[]>()(oneRun),
  'recordings.get': method<RecordedEpisode>()(recordingRequest),
  'recordings.keep': method<Recording>()(keepRequest),
  'recordings.rename': method<Recording>()(renameRequest),
  /** It can be restored until the trash is next purged. */
  'recordings.delete': method<Recording>()(recordingRequest),
  'recordings.restore': method<Recording>()(recordingRequest),
  'runs.evaluate': method<Evaluation>()(evaluationRequest),
  'lab.exact': method<ExactView>()(exactRequest),
  'lab.gradientCheck': method<GradientCheck>()(gradientCheckRequest),
  'lab.stepSize': method<StepSizeView>()(stepSizeRequest),
  'lab.cancel': method<null>()(z.strictObject({ taskId })),
  /** Trains it again from its seed and compares all episodes and updates with what is stored. */
  'runs.verify': method<Verification>()(z.strictObject({ runId, taskId })),
  'runs.cancelVerify': method<null>()(z.strictObject({ taskId })),
  'runs.export': method<ExportPart>()(
    z.strictObject({
      runIds: z.array(runId).min(1).max(10_000),
      /** Told in runs.json, in front of its runs. */
      experimentId: z.int().positive().optional(),
      document: z.enum(exportDocuments),
      cursor: z.string().nullable(),
    }),
  ),
  ...runFileMethods,
  'experiments.list': method<readonly Experiment[]>()(nothing),
  'experiments.get': method<Experiment>()(oneExperiment),
  /** One without runs. */
  'experiments.create': method<Experiment>()(experimentTexts),
  /** The experiment and all runs of its sweep: all of it, or nothing and an error. */
  'experiments.start': method<StartedExperiment>()(experimentStart),
  /** Starts what a larger sweep has more, such as seeds: all of it, or nothing and an error. */
  'experiments.extend': method<StartedExperiment>()(experimentExtension),
  /** The runs of an extension stop and go to the trash; the sweep is as it was before. */
  'experiments.withdraw': method<Experiment>()(experimentWithdrawal),
  'experiments.update': method<Experiment>()(experimentChanges),
  'experiments.addRuns': method<Experiment>()(
    z.strictObject({ ...oneExperiment.shape, runIds: z.array(runId).min(1).max(10_000) }),
  ),
  /** Takes runs out of the experiments they belong to. */
  'experiments.removeRuns': method<null>()(
    z.strictObject({ runIds: z.array(runId).min(1).max(10_000) }),
  ),
  /** In the order of their creation. */
  'experiments.runIds': method<readonly number[]>()(oneExperiment),
  /** What of it trains pauses, what waits goes on waiting; other runs take the workers. */
  'experiments.pause': method<Experiment>()(oneExperiment),
  'experiments.resume': method<Experiment>()(oneExperiment),
  'experiments.stop': method<StoppedExperiment>()(oneExperiment),
  /** Its interrupted runs go on from where they were; all of them, or none and an error. */
  'experiments.continue': method<Experiment>()(oneExperiment),
  /** Puts an experiment in the trash; its runs stay unless they are to go with it. */
  'experiments.delete': method<null>()(
    z.strictObject({ ...oneExperiment.shape, withRuns: z.boolean().default(false) }),
  ),
  /** With the runs that went to the trash with it. */
  'experiments.restore': method<Experiment>()(oneExperiment),
  'experiments.trash': method<readonly TrashedExperiment[]>()(nothing),
  /** Every configuration of an experiment, judged over its seeds. */
  'experiments.cells': method<ExperimentCells>()(cellsRequest),
  /** The differing fields and some numbers of many runs: what a sweep is drawn from. */
  'runs.results': method<SweepResults>()(sweepResultsRequest),
  /** What those fields explain of a number. */
  'runs.importance': method<Importance>()(importanceRequest),
  'groups.compare': method<GroupComparison>()(comparisonRequest),
  'groups.curves': method<readonly GroupCurve[]>()(groupCurvesRequest),
  'groups.evaluate': method<GroupEvaluation>()(groupEvaluationRequest),
  /** Seeds per group; null: no number is enough, or there is no spread or no difference to find. */
  'groups.seedsNeeded': method<{ readonly seeds: number | null }>()(seedsNeededRequest),
}

export type Methods = typeof methods
export type MethodName = keyof Methods
/** What a client sends: fields with a default may be left out. */
export type CallParams<M extends MethodName> = z.input<Methods[M]['params']>
/** What a handler receives: parsed, with every default filled in. */
export type Params<M extends MethodName> = z.output<Methods[M]['params']>
export type Result<M extends MethodName> =
  NonNullable<Methods[M]['result']> | (null extends Methods[M]['result'] ? null : never)

/** One function per method: forget one and the program does not compile. */
export type Handlers = {
  [M in MethodName]: (params: Params<M>) => Result<M> | Promise<Result<M>>
}

export type { RunConfigInput }
export type { EventName, Events } from './events.ts'
export type { DatabaseCheck, EngineInfo, SystemInfo } from './system.ts'
