import type { Experiment, ExperimentChanges } from '#shared/experiment.ts'
import { formatCounted } from '#renderer/format/number.ts'
import { useExperimentsStore } from '#renderer/stores/experiments.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { useReport } from './useReport.ts'
import { useStop } from './useStop.ts'
import { useUndo } from './useUndo.ts'

/** What can be done to an experiment: a refusal is shown, what is changed can be undone. */
export function useExperimentActions() {
  const store = useExperimentsStore()
  const { report } = useReport()
  const { offerUndo } = useUndo()
  const stops = useStop()
  const runs = useRunsStore()

  /** Resolves to whether it was done. */
  async function trying(title: string, action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action()
      return true
    } catch (error) {
      report(title, error)
      return false
    }
  }

  const restore = (experimentId: number) =>
    trying('The experiment could not be restored', () => store.restore(experimentId))

  const remove = ({ id, name }: Experiment, withRuns: boolean) =>
    trying('The experiment could not be deleted', async () => {
      await store.remove(id, withRuns)
      offerUndo({
        title: `${name} deleted`,
        icon: 'i-lucide-trash-2',
        description: withRuns ? 'Its runs are in the trash.' : 'Its runs stay.',
        failure: 'The experiment could not be restored',
        undo: () => store.restore(id),
      })
    })

  /** Trains every combination with more seeds. */
  const addSeeds = ({ id, name, sweep }: Experiment, seeds: readonly number[]) =>
    trying('The seeds could not be added', async () => {
      const before = sweep!
      const runIds = await store.extend(id, {
        ...before,
        seeds: [...new Set([...before.seeds, ...seeds])],
      })
      if (runIds.length === 0) return
      offerUndo({
        title: `${formatCounted(runIds.length, 'run')} added`,
        icon: 'i-lucide-sprout',
        description: `To ${name}. Undone, they stop and go to the trash.`,
        failure: 'The seeds could not be taken back',
        undo: () => store.withdraw({ experimentId: id, sweep: before, runIds: [...runIds] }),
      })
    })

  /** Out of the experiments they were in. */
  const addRuns = (experimentId: number, runIds: readonly number[]) =>
    trying('The runs could not be added', async () => {
      const before = Map.groupBy(await runs.getEach(runIds), (run) => run.experimentId)
      await store.addRuns(experimentId, runIds)
      const takeBack = async () => {
        for (const [former, members] of before) {
          const those = members.map(({ id }) => id)
          await (former === null ? store.removeRuns(those) : store.addRuns(former, those))
        }
      }
      offerUndo({
        title: `${formatCounted(runIds.length, 'run')} added`,
        icon: 'i-lucide-list-plus',
        description: `To ${store.byId(experimentId)?.name ?? `experiment ${experimentId}`}.`,
        failure: 'The runs could not be taken back',
        undo: takeBack,
      })
    })

  /** Where it was paused, its runs wait again once that is undone. */
  const stop = (experimentId: number) =>
    trying('The experiment could not be stopped', async () => {
      const { experiment, stopped, wasHeld } = await store.stop(experimentId)
      const name = `${formatCounted(stopped.length, 'run')} of ${experiment.name}`
      stops.tell(stopped, name, () => wasHeld && store.pause(experimentId))
    })

  return {
    remove,
    restore,
    stop,
    goOn: (experimentId: number) =>
      trying('The runs could not be continued', () => store.goOn(experimentId)),
    addRuns,
    addSeeds,
    pause: (experimentId: number) =>
      trying('The experiment could not be paused', () => store.pause(experimentId)),
    resume: (experimentId: number) =>
      trying('The experiment could not be resumed', () => store.resume(experimentId)),
    update: (changes: ExperimentChanges) =>
      trying('The change was not saved', () => store.update(changes)),
  }
}
