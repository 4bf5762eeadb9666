import { setImmediate } from 'node:timers/promises'
import type { Events } from '#shared/api.ts'
import type { Experiment } from '#shared/experiment.ts'
import type { Store } from '#main/store/store.ts'
import { announceRuns } from './announce-runs.ts'

interface Options {
  readonly store: Store
  readonly publish: <E extends keyof Events>(event: E, data: Events[E]) => void
  /** Runs of this process, whose changes are published as they happen. */
  readonly isOwn: (runId: number) => boolean
  /** Returns null if the experiment cannot be read. */
  readonly experiment: (experimentId: number) => Experiment | null
}

/** How many states are read before other work has its turn; this takes a few milliseconds. */
const STATES_AT_ONCE = 1000

/** At each `look`, publishes what other programs, such as the command line, did to the same database. */
export function watchOutsideChanges({ store, publish, isOwn, experiment }: Options): {
  look(): Promise<void>
  /** Ends a look that is under way. */
  close(): void
} {
  let version = store.dataVersion()
  let known = new Map<number, string>()
  for (const part of states()) for (const [runId, state] of part) known.set(runId, state)
  let knownExperiments = store.experiments.states()
  let isLooking = false
  let isClosed = false

  function* states() {
    let after = 0
    for (;;) {
      const part = store.runs.states(after, STATES_AT_ONCE)
      yield part
      if (part.length < STATES_AT_ONCE) return
      after = part.at(-1)![0]
    }
  }

  /** Another program may have started thousands of runs, so they are read and published some at a time. */
  async function look(): Promise<void> {
    const latestVersion = store.dataVersion()
    if (latestVersion === version || isLooking) return
    isLooking = true
    try {
      const latest = new Map<number, string>()
      const changed: number[] = []
      for (const part of states()) {
        for (const [runId, state] of part) {
          latest.set(runId, state)
          if (state !== known.get(runId) && !isOwn(runId)) changed.push(runId)
        }
        await setImmediate()
        if (isClosed) return
      }
      await announceRuns(store, changed, (run) => publish('run.changed', run), {
        isOver: () => isClosed,
      })
      if (isClosed) return
      for (const runId of known.keys()) if (!latest.has(runId)) publish('run.deleted', { runId })
      known = latest
      lookAtExperiments()
      version = latestVersion
    } finally {
      isLooking = false
    }
  }

  function lookAtExperiments(): void {
    const latest = store.experiments.states()
    for (const [experimentId, state] of latest) {
      if (state === knownExperiments.get(experimentId)) continue
      const changed = experiment(experimentId)
      if (changed) publish('experiment.changed', changed)
    }
    for (const experimentId of knownExperiments.keys()) {
      if (!latest.has(experimentId)) publish('experiment.deleted', { experimentId })
    }
    knownExperiments = latest
  }

  return { look, close: () => void (isClosed = true) }
}
