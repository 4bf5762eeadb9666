import { Worker } from 'node:worker_threads'
import type { Link } from './link.ts'
import { kernelOf } from './load-engine.ts'
import type { WorkerData, WorkerJob } from './protocol.ts'

/** Starts a worker: a seam where tests put a worker of their own. */
export type SpawnWorker = (job: WorkerJob) => Worker

/** From source the entry is a `.ts` file; a build lays `training-worker.js` beside its main file. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

export const spawnWorker: SpawnWorker = (job) => {
  const kernel = job.kind === 'play' ? null : kernelOf(job.config.engine)
  const workerData: WorkerData = kernel ? { job, kernel } : { job }
  return new Worker(new URL(`./training-worker.${extension}`, import.meta.url), {
    workerData,
    transferList: linksOf(job).map(({ port }) => port),
  })
}

function linksOf(job: WorkerJob): readonly Link[] {
  if (job.kind === 'train') return job.helpers
  return job.kind === 'help' ? [job.link] : []
}
