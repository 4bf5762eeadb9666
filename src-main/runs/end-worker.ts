import type { Worker } from 'node:worker_threads'

/** A worker that was told to end and does not is ended from outside. */
const END_WITHIN_MS = 1000

/** Tells a worker to end; one that is in a loop which hears nothing is terminated. */
export function endWorker(worker: Worker, message: unknown): void {
  worker.postMessage(message)
  const lastResort = setTimeout(() => void worker.terminate(), END_WITHIN_MS)
  worker.once('exit', () => clearTimeout(lastResort))
}
