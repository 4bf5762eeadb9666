import type { BenchmarkTask } from '#shared/benchmark.ts'
import { ApiError } from '#shared/errors.ts'
import type { Run } from '#shared/run.ts'
import type { Backend } from '#main/backend-contract.ts'
import { call } from './with-backend.ts'

/** Judges the runs of a preset by its goal; all of them must be completed. */
export async function judgeBenchmark(backend: Backend, task: BenchmarkTask, runs: readonly Run[]) {
  const unfinished = runs.find(({ status }) => status !== 'completed')
  if (unfinished || runs.length === 0) {
    const reason = unfinished?.reason ?? 'it was stopped'
    throw new ApiError('conflict', `The benchmark of ${task.preset} is incomplete: ${reason}`)
  }
  const { preset, score, goal, evaluation } = task
  const runIds = runs.map(({ id }) => id)
  const { scores, summary, leftOut } = await call(backend, 'groups.evaluate', {
    runIds,
    score,
    ...evaluation,
  })
  if (!summary) {
    throw new ApiError('conflict', `The benchmark of ${preset} is incomplete: no return is finite`)
  }
  const { config, configHash } = runs[0]!
  const { seed: _, ...configuration } = config
  return {
    preset,
    environment: config.environment.id,
    score,
    goal,
    isMet: leftOut.length === 0 && summary.interquartileMean >= goal,
    evaluation,
    seeds: runs.map(({ config: { seed } }) => seed),
    scores,
    ...summary,
    environmentSteps: runs.map(({ progress }) => progress.environmentSteps),
    wallTimeMs: runs.map(({ progress }) => progress.wallTimeMs),
    configHash,
    configuration,
  }
}

/** What the benchmark found of one preset. */
export type BenchmarkResult = Awaited<ReturnType<typeof judgeBenchmark>>
