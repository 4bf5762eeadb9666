import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ApiError } from '#shared/errors.ts'
import type { CheckJob, CheckMessage, CheckResults } from './protocol.ts'

interface CheckOptions {
  /** Told how far it is, from 0 to 1. */
  readonly told?: (share: number) => void
  /** Ends it. */
  readonly signal?: AbortSignal | undefined
  /** After this long it is given up. */
  readonly timeLimitMs: number
}

/** From source the entry is a `.ts` file; a build lays `check-process.js` beside its main file. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

/**
 * Does the job in a process of its own, which is ended by the signal or after its time. It is gone, with
 * every file it had open, before the answer comes.
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
    // Where there is no process, none is closed.
    child.once('error', () => child.pid === undefined && resolve())
  })
  const result = Promise.withResolvers<CheckResults[CheckJob['kind']]>()
  /** Nothing of it is heard any more. */
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
  // Where it ended without a word, as when the system kills it for want of memory.
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
