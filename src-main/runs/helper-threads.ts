import type { Worker } from 'node:worker_threads'
import { groupsOfThread, playerGroups } from '#core/player-groups.ts'
import { parameterLayout } from '#core/engines/network-shape.ts'
import { networkShape } from '#core/policies/create-policy.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { createLink, endLink, type Link } from '#main/workers/link.ts'
import type { SpawnWorker } from '#main/workers/spawn.ts'
import { sentence } from './active-training.ts'

/** A helper that does not end when told is ended; only one that hangs gets here. */
const END_WITHIN_MS = 5000

/** The helpers hold a gradient for each of their groups; a run that would need more gets none. */
const MOST_GRADIENT_BYTES = 2 ** 28

/** The threads that help one run to train. They end when they are told; then nothing refers to them. */
export interface HelperThreads {
  /** For the worker that trains the run. */
  readonly links: readonly Link[]
  /** Tells of the first helper that ends before it was told to. */
  onFailure(listener: (reason: string) => void): void
  /** Ends all of them; resolves when they are gone. */
  end(): Promise<void>
}

/** In how many threads a run can be trained, if it may be `most`: no thread is without a group. */
export function usableThreads(config: RunConfig, most: number): number {
  const groups = playerGroups(config.batch)
  const threads = Math.min(most, groups.length)
  const helped = groups.length - groupsOfThread(groups, 0, threads).length
  const bytes = 4 * helped * parameterLayout(networkShape(config)).count
  return bytes > MOST_GRADIENT_BYTES ? 1 : threads
}

/** Starts the helpers of a run that is trained in `threads` threads, its own included. */
export function startHelpers(
  spawn: SpawnWorker,
  config: RunConfig,
  threads: number,
): HelperThreads {
  const links: Link[] = []
  const workers: Worker[] = []
  const exits: Promise<void>[] = []
  let fail = (_reason: string): void => undefined

  function start(thread: number): void {
    const { leader, helper } = createLink()
    links.push(leader)
    const worker = spawn({ kind: 'help', config, thread, threads, link: helper })
    workers.push(worker)
    worker.on('error', (error) => fail(`A thread that helped it failed: ${sentence(error)}`))
    const exited = Promise.withResolvers<void>()
    worker.on('exit', (code) => {
      fail(`A thread that helped it ended with code ${code} before the run was over`)
      exited.resolve()
    })
    exits.push(exited.promise)
  }

  async function end(): Promise<void> {
    fail = () => undefined
    links.forEach(endLink)
    const lastResort = setTimeout(() => {
      for (const worker of workers) void worker.terminate()
    }, END_WITHIN_MS)
    await Promise.all(exits)
    clearTimeout(lastResort)
  }

  try {
    for (let thread = 1; thread < threads; thread++) start(thread)
  } catch (error) {
    void end()
    throw error
  }
  return { links, onFailure: (listener) => void (fail = listener), end }
}
