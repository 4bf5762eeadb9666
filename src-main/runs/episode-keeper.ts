import { describeEnvironment } from '#shared/environments.ts'
import { ApiError } from '#shared/errors.ts'
import type { RecordingMoment } from '#shared/recording.ts'
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import { whenFree } from '#main/store/when-free.ts'
import type { PolicyCheckpoint } from '#main/workers/protocol.ts'
import type { Player } from './player.ts'

/** All begin in the same state and meet the same noise, so that they differ by their policies alone. */
const START = 1
/** How long an episode waits for a storage at fault; it is then given up, as it is not worth more memory. */
const STORE_WITHIN_MS = 120_000
/** An episode of so many steps takes a megabyte. */
const MOST_STEPS = 2000

/** What waits to be played of one run. */
const MOST_WAITING_BYTES = 2 ** 26

interface KeeperOptions {
  readonly store: Store
  readonly player: Pick<Player, 'play'>
  readonly publish: (event: 'recordings.changed', data: { readonly runId: number }) => void
  /** Whether episodes are to be kept now. */
  readonly isOn: () => boolean
  readonly time: () => string
  readonly report: (error: unknown) => void
}

interface Wanted {
  readonly moment: RecordingMoment
  readonly checkpoint: PolicyCheckpoint
}

export type EpisodeKeeper = ReturnType<typeof createEpisodeKeeper>

/** Keeps an episode of a run at its milestones. They are played in the thread that plays for viewers. */
export function createEpisodeKeeper(options: KeeperOptions) {
  const { store, player, publish, isOn, time, report } = options
  /** What is to be played of each run after the one that is being played. */
  const waiting = new Map<number, Wanted[]>()

  /** Never throws: what is kept beside a run is no reason to end it. */
  function reached(runId: number, wanted: Wanted): void {
    try {
      if (isOn() && isWorthIt(store.runs.get(runId))) enqueue(runId, wanted)
    } catch (error) {
      report(error)
    }
  }

  function enqueue(runId: number, wanted: Wanted): void {
    const queue = waiting.get(runId)
    if (queue === undefined) {
      waiting.set(runId, [wanted])
      void work(runId)
    } else {
      queue.push(wanted)
      // Where large policies are played more slowly than they train, milestones in between are left out.
      const inBetween = () => queue.findIndex(({ moment }) => moment === 'training')
      while (bytesOf(queue) > MOST_WAITING_BYTES && inBetween() !== -1) queue.splice(inBetween(), 1)
    }
  }

  async function work(runId: number): Promise<void> {
    const queue = waiting.get(runId)!
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        await keep(store.runs.get(runId), next)
      } catch (error) {
        // Nobody asked for it: a run that is gone, or a workbench that closes, needs no word.
        if (!(error instanceof ApiError)) report(error)
      }
    }
    waiting.delete(runId)
  }

  async function keep(run: Run, { moment, checkpoint }: Wanted): Promise<void> {
    if (store.recordings.isKeptByItself(run.id, checkpoint.update)) return
    const episode = await player.play(run, checkpoint, START)
    const keep = () => store.recordings.keepByItself(moment, episode, time())
    if (await whenFree(keep, { busyMs: STORE_WITHIN_MS, faultMs: STORE_WITHIN_MS })) {
      publish('recordings.changed', { runId: run.id })
    }
  }

  return {
    reached,
    /** Its last policy is the one stored; of a run that was stopped it may go on from there. */
    ended(runId: number, outcome: 'completed' | 'stopped'): void {
      try {
        if (!isOn()) return
        const checkpoint = store.checkpoints.get(runId)
        const moment = outcome === 'completed' ? 'end' : 'training'
        if (checkpoint) reached(runId, { moment, checkpoint })
      } catch (error) {
        report(error)
      }
    },
  }
}

const bytesOf = (queue: readonly Wanted[]): number =>
  queue.reduce(
    (bytes, { checkpoint: { parameters, estimatorState } }) =>
      bytes + parameters.byteLength + (estimatorState?.byteLength ?? 0),
    0,
  )

/** Of a sweep there may be thousands, which nobody looks at one by one. */
function isWorthIt({ experimentId, config }: Run): boolean {
  const { maxEpisodeSteps } = describeEnvironment(config.environment)
  return experimentId === null && maxEpisodeSteps !== null && maxEpisodeSteps <= MOST_STEPS
}
