import type { Worker } from 'node:worker_threads'

/** A worker that does not end by itself within this time is terminated. */
const END_WITHIN_MS = 1000

/** Tells a worker to end, and terminates it if it is in a loop that does not listen. */
export function endWorker(worker: Worker, message: unknown): void {
  worker.postMessage(message)
  const lastResort = setTimeout(() => void worker.terminate(), END_WITHIN_MS)
  worker.once('exit', () => clearTimeout(lastResort))
}
