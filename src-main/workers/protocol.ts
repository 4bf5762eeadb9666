import type { KernelModule } from '#core/engines/simd/kernel.ts'
import type { LabResult, LabTask } from '#core/exact/lab-task.ts'
import type { StoredDistribution } from '#shared/distributions.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { EvaluatedEpisode, EvaluationRequest } from '#shared/evaluation.ts'
import type { Progress, StoredEpisode, StoredUpdate } from '#shared/metrics.ts'
import type { PolicyMap, PolicyMapRequest } from '#shared/policy-map.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { RecordingMoment } from '#shared/recording.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Link } from './link.ts'

/**
 * Given to a worker when it is created. One worker trains one run, helps another to train it, plays
 * episodes of ended runs, or works on one task of the lab.
 */
export type WorkerJob = TrainJob | HelperJob | LabJob | { readonly kind: 'play' }

export interface LabJob {
  readonly kind: 'lab'
  /** Says which engine to load. */
  readonly config: RunConfig
  readonly task: LabTask
}

/** Lab worker → manager. What it is sent, whatever it is, means stop; it then says nothing more. */
export type LabMessage =
  | { readonly kind: 'progress'; readonly share: number; readonly remainingMs: number | null }
  | { readonly kind: 'done'; readonly result: LabResult }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly reason: string }

export interface TrainJob {
  readonly kind: 'train'
  readonly runId: number
  readonly config: RunConfig
  /** Where the run goes on; null: it begins. */
  readonly goesOnFrom: TrainingStart | null
  /** So much training time passes at least between two states. */
  readonly stateEveryMs?: number
  /** The leader's ends of the lines to the threads that help, in the order of their shares. */
  readonly helpers: readonly Link[]
}

/** A stored state. Before it trains on, the worker hears of all that was stored up to it. */
export interface TrainingStart {
  /** `TrainingState` as `serializeState` made it. */
  readonly state: Uint8Array
  /** Of the run at the state. */
  readonly progress: Progress
  /** The engine that computed it: no other may go on. */
  readonly engine: string
}

/** Thread 0 is the one that trains; the helpers are numbered from 1. */
export interface HelperJob {
  readonly kind: 'help'
  readonly config: RunConfig
  readonly thread: number
  readonly threads: number
  readonly link: Link
}

/** What a worker thread is created with; `kernel` is the one its engine needs, compiled once for all. */
export interface WorkerData {
  readonly job: WorkerJob
  readonly kernel?: KernelModule
}

/** The policy as it was after an update: enough to let it act. */
export interface PolicyCheckpoint {
  /** Updates the policy had received. */
  readonly update: number
  readonly parameters: Float32Array
  /** What it normalises observations with; null: it takes them as they are. */
  readonly observationMoments: Float64Array | null
  /** What the run's estimator had learned beside it, serialized; left out: nothing, or it was not kept. */
  readonly estimatorState?: Uint8Array
}

/**
 * Manager → training worker. `policy` asks for a copy of the current policy. `stop` and, with more
 * patience, `suspend` let the update under way finish if it is nearly done, so that the run can be
 * continued from there. A continued run first receives its `history` in parts, in order. `stored`
 * acknowledges a batch; until then the worker sends no other one, unless it is about to pause or to
 * end.
 */
export type TrainingCommand =
  | { readonly kind: 'pause' | 'resume' | 'stop' | 'suspend' | 'historyEnds' | 'stored' }
  | { readonly kind: 'policy'; readonly requestId: number }
  | {
      readonly kind: 'history'
      readonly episodes: readonly StoredEpisode[]
      readonly updates: readonly StoredUpdate[]
    }

/** Manager → playing worker: play one episode, many for their returns, draw a map, or end. */
export type PlayerCommand = PlayRequest | EvaluateRequest | MapRequest | { readonly kind: 'stop' }
/** From a start that runs share where `start` is its number. */
export interface PlayRequest {
  readonly kind: 'play'
  readonly requestId: number
  readonly runId: number
  readonly start: number | null
  readonly config: RunConfig
  readonly checkpoint: PolicyCheckpoint
}

export interface MapRequest {
  readonly kind: 'map'
  readonly requestId: number
  readonly config: RunConfig
  readonly checkpoint: PolicyCheckpoint
  readonly request: PolicyMapRequest
}

export interface EvaluateRequest extends EvaluationRequest {
  readonly kind: 'evaluate'
  readonly requestId: number
  readonly config: RunConfig
  readonly checkpoint: PolicyCheckpoint
}

/** Everything a training worker learned since its last batch; most are 100 ms apart. */
export interface TrainingBatch {
  readonly episodes: readonly StoredEpisode[]
  readonly updates: readonly StoredUpdate[]
  /** Of some of these updates. */
  readonly distributions: readonly StoredDistribution[]
  readonly progress: Progress
  /** Sent every few seconds and at the end, when there was an update since the last one. */
  readonly checkpoint: PolicyCheckpoint | null
  /** The run as it is after the last of these updates, in such distances that it costs next to nothing. */
  readonly state: Uint8Array | null
}

/** How a run ended by itself or on command. */
export type TrainingOutcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'diverged'; readonly reason: string }

/**
 * Worker → manager. `started` comes first, `ended` last, or `refused` alone; a batch that precedes
 * `ended` holds all that was not sent yet. What a worker throws is its 'error' event. `policy` answers `policy` at any
 * time; the others answer the commands of a playing worker.
 */
export type WorkerMessage =
  | { readonly kind: 'started'; readonly engine: string }
  /** Another engine than the one that began the run would go on with it. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'batch'; readonly batch: TrainingBatch }
  | {
      readonly kind: 'policy'
      readonly requestId: number
      readonly checkpoint: PolicyCheckpoint
      /** How long the copy held training up. */
      readonly costMs: number
    }
  | {
      readonly kind: 'milestone'
      readonly moment: RecordingMoment
      readonly checkpoint: PolicyCheckpoint
    }
  | { readonly kind: 'played'; readonly requestId: number; readonly episode: RecordedEpisode }
  /** One request failed; the worker continues with the others. */
  | {
      readonly kind: 'failed'
      readonly requestId: number
      readonly code: ErrorCode
      readonly reason: string
    }
  | { readonly kind: 'mapped'; readonly requestId: number; readonly map: PolicyMap }
  | {
      readonly kind: 'evaluated'
      readonly requestId: number
      readonly episodes: readonly EvaluatedEpisode[]
    }
  | { readonly kind: 'ended'; readonly outcome: TrainingOutcome; readonly metricsHash: string }
