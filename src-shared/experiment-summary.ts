import { differingPaths } from './differing-fields.ts'
import { heldValues } from './expand-sweep.ts'
import type { BestCell, ExperimentSummary, StatusCounts } from './experiment.ts'
import type { RunConfig } from './run-config.ts'
import { isActive, type RunStatus } from './run.ts'
import type { Sweep } from './sweep.ts'

/* How far an experiment is, from what the store counts. */

/** The runs of one configuration in one status. */
export interface CountedRuns {
  readonly configHash: string
  readonly status: RunStatus
  readonly runs: number
  readonly meanWallTimeMs: number
}

/** A run that has not ended. */
export interface ActiveRunState {
  readonly configHash: string
  /** Of its budget, from 0 to 1. */
  readonly share: number
  readonly wallTimeMs: number
}

/** A run that used less of its budget does not yet tell how long the rest takes. */
const SMALLEST_TELLING_SHARE = 0.01

/** What is known but for the best configuration, of which only the hash is. */
export function summarizeExperiment(
  counted: readonly CountedRuns[],
  active: readonly ActiveRunState[],
  workers: number,
): Omit<ExperimentSummary, 'best'> {
  const statuses: Partial<Record<RunStatus, number>> = {}
  for (const { status, runs } of counted) statuses[status] = (statuses[status] ?? 0) + runs
  const runs = sum(counted.map((each) => each.runs))
  const ended = runs - active.length
  return {
    runs,
    statuses,
    cells: new Set(counted.map(({ configHash }) => configHash)).size,
    share: runs === 0 ? 0 : (ended + sum(active.map(({ share }) => share))) / runs,
    remainingMs: remainingOf(counted, active, workers),
  }
}

/** Each run that goes on takes as long as it did so far per share, else as others of its configuration, else as all. */
export function remainingOf(
  counted: readonly CountedRuns[],
  active: readonly ActiveRunState[],
  workers: number,
): number | null {
  if (active.length === 0) return null
  const wholeTimes = [
    ...counted
      .filter(({ status }) => status === 'completed')
      .map(({ configHash, runs, meanWallTimeMs }) => ({ configHash, runs, ms: meanWallTimeMs })),
    ...active
      .filter(({ share }) => share >= SMALLEST_TELLING_SHARE)
      .map(({ configHash, share, wallTimeMs }) => ({
        configHash,
        runs: 1,
        ms: wallTimeMs / share,
      })),
  ]
  const overall = meanTime(wholeTimes)
  if (overall === null) return null
  const byCell = Map.groupBy(wholeTimes, ({ configHash }) => configHash)
  const cellMeans = new Map([...byCell].map(([hash, times]) => [hash, meanTime(times)]))
  const remaining = active.map(({ configHash, share, wallTimeMs }) =>
    share >= SMALLEST_TELLING_SHARE
      ? (wallTimeMs * (1 - share)) / share
      : (cellMeans.get(configHash) ?? overall),
  )
  const atOnce = Math.min(workers, active.length)
  return Math.max(sum(remaining) / atOnce, ...remaining)
}

function meanTime(times: readonly { readonly runs: number; readonly ms: number }[]): number | null {
  const runs = sum(times.map((each) => each.runs))
  return runs === 0 ? null : sum(times.map((each) => each.runs * each.ms)) / runs
}

/** What a cell is called: what its configuration holds of the varied fields; null where it has no such field. */
export const cellValues = (sweep: Sweep | null, config: RunConfig): BestCell['values'] =>
  sweep ? fieldValues(sweep.vary, config) : []

const fieldValues = (fields: readonly { readonly path: string }[], config: RunConfig) =>
  heldValues(fields, config).map((value) => value ?? null)

/** More fields than this name nothing any more. */
const MOST_FIELDS = 8

/**
 * The fields that tell configurations apart, and what each holds of them: those that a sweep varies, and where
 * these do not, such as after runs were added by hand, all in which they differ.
 */
export function tellApart(sweep: Sweep | null, configs: readonly RunConfig[]) {
  const varied = (sweep?.vary ?? []).map(({ path }) => path)
  const names = (paths: readonly string[]) =>
    configs.map((config) =>
      fieldValues(
        paths.map((path) => ({ path })),
        config,
      ),
    )
  const isEnough =
    new Set(names(varied).map((name) => JSON.stringify(name))).size === configs.length
  const others = isEnough
    ? []
    : differingPaths(configs.map(({ seed: _, ...config }) => config)).filter(
        (path) => !varied.includes(path),
      )
  const fields = [...varied, ...others].slice(0, Math.max(varied.length, MOST_FIELDS))
  return { fields, values: names(fields) }
}

/** How many runs of an experiment may still change. */
export const activeCount = (statuses: StatusCounts): number =>
  sum(Object.entries(statuses).map(([status, n]) => (isActive(status as RunStatus) ? n : 0)))

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
