import { Worker } from 'node:worker_threads'
import type { WorkerJob } from './protocol.ts'

/** Starts a worker: a seam where tests put a worker of their own. */
export type SpawnWorker = (job: WorkerJob) => Worker

/** From source the entry is a `.ts` file; a build lays `training-worker.js` beside its main file. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

export const spawnWorker: SpawnWorker = (job) =>
  new Worker(new URL(`./training-worker.${extension}`, import.meta.url), { workerData: job })
