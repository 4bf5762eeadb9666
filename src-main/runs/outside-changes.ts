import type { Events } from '#shared/api.ts'
import type { Experiment } from '#shared/experiment.ts'
import type { Store } from '#main/store/store.ts'

interface Options {
  readonly store: Store
  readonly publish: <E extends keyof Events>(event: E, data: Events[E]) => void
  /** Runs of this process, whose changes are published as they happen. */
  readonly isOwn: (runId: number) => boolean
  readonly experiment: (experimentId: number) => Experiment
}

/** At each `look`, publishes what other programs, such as the command line, did to the same database. */
export function watchOutsideChanges({ store, publish, isOwn, experiment }: Options): {
  look(): void
} {
  let version = store.dataVersion()
  let known = store.runs.states()
  let knownExperiments = store.experiments.states()

  function look(): void {
    const latestVersion = store.dataVersion()
    if (latestVersion === version) return
    const latest = store.runs.states()
    const changed = [...latest]
      .filter(([runId, state]) => !isOwn(runId) && state !== known.get(runId))
      .map(([runId]) => runId)
    for (const run of store.runs.these(changed)) publish('run.changed', run)
    for (const runId of known.keys()) if (!latest.has(runId)) publish('run.deleted', { runId })
    known = latest
    lookAtExperiments()
    version = latestVersion
  }

  function lookAtExperiments(): void {
    const latest = store.experiments.states()
    for (const [experimentId, state] of latest) {
      if (state !== knownExperiments.get(experimentId)) {
        publish('experiment.changed', experiment(experimentId))
      }
    }
    for (const experimentId of knownExperiments.keys()) {
      if (!latest.has(experimentId)) publish('experiment.deleted', { experimentId })
    }
    knownExperiments = latest
  }

  return { look }
}
