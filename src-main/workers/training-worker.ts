import { parentPort, workerData } from 'node:worker_threads'
import { helpTrain } from './help-train.ts'
import { workInLab } from './work-in-lab.ts'
import { loadEngine } from './load-engine.ts'
import { playRequests } from './play-requests.ts'
import type { WorkerData } from './protocol.ts'
import { trainRun } from './train-run.ts'

/* Entry of every worker thread. What is thrown here reaches the manager as the worker's 'error'. */

const { job, kernel } = workerData as WorkerData
const port = parentPort!
if (job.kind === 'train') await trainRun(job, port, await loadEngine(job.config.engine, kernel))
else if (job.kind === 'help') helpTrain(job, await loadEngine(job.config.engine, kernel))
else if (job.kind === 'lab') workInLab(job, port, await loadEngine(job.config.engine, kernel))
else playRequests(port)
