import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ApiError } from '#shared/errors.ts'
import type { CheckJob, CheckMessage, CheckResults } from './protocol.ts'

interface CheckOptions {
  /** Called with progress, from 0 to 1. */
  readonly told?: (share: number) => void
  /** Cancels the check. */
  readonly signal?: AbortSignal | undefined
  /** The check is given up after this time. */
  readonly timeLimitMs: number
}

/** In the sources the entry is a `.ts` file; a build puts `check-process.js` beside its main file. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

/**
 * Runs the check in a process of its own. The signal or the time limit kills it. The process, and with
 * it every file it had open, is gone before this returns.
 */
export async function runCheck<Job extends CheckJob>(
  job: Job,
  { told = () => undefined, signal, timeLimitMs }: CheckOptions,
): Promise<CheckResults[Job['kind']]> {
  signal?.throwIfAborted()
  const child = fork(fileURLToPath(new URL(`./check-process.${extension}`, import.meta.url)), {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    // A process that could not be started never closes.
    child.once('error', () => child.pid === undefined && resolve())
  })
  const result = Promise.withResolvers<CheckResults[CheckJob['kind']]>()
  /** Ignore late messages of the process. */
  function end(error: Error): void {
    result.reject(error)
    child.kill('SIGKILL')
  }
  const abort = () => end(signal!.reason as Error)
  signal?.addEventListener('abort', abort, { once: true })
  const seconds = Math.round(timeLimitMs / 1000)
  const timer = setTimeout(
    () => end(new ApiError('conflict', `Checking ${job.path} took longer than ${seconds} s`)),
    timeLimitMs,
  )
  child.on('message', (message: CheckMessage) => {
    switch (message.kind) {
      case 'progress':
        return told(message.share)
      case 'done':
        return result.resolve(message.result)
      case 'refused':
        return result.reject(new ApiError(message.code, message.reason))
      case 'failed':
        return result.reject(new Error(message.reason))
    }
  })
  child.once('error', (error) => result.reject(error))
  // The process may end without an answer, as when the system kills it for want of memory.
  child.once('exit', (code, name) =>
    result.reject(new ApiError('conflict', `Checking ${job.path} was ended (${name ?? code})`)),
  )
  try {
    child.send(job, (error) => error && end(error))
    return (await result.promise) as CheckResults[Job['kind']]
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
    await closed
  }
}
