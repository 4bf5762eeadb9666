import { parentPort, workerData } from 'node:worker_threads'
import { createTfjsEngine } from '#core/engines/tfjs-engine.ts'
import { playRequests } from './play-requests.ts'
import type { WorkerJob } from './protocol.ts'
import { loadTensorBackend } from './tensor-backend.ts'
import { trainRun } from './train-run.ts'

/* Entry of every worker thread. What is thrown here reaches the manager as the worker's 'error'. */

const job = workerData as WorkerJob
const port = parentPort!
await loadTensorBackend()
const engine = createTfjsEngine()
if (job.kind === 'train') await trainRun(job, port, engine)
else playRequests(port, engine)
