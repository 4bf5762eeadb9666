import { useToast } from '@nuxt/ui/composables'
import type { Experiment, ExperimentChanges } from '#shared/experiment.ts'
import { formatCounted } from '#renderer/format/number.ts'
import { useExperimentsStore } from '#renderer/stores/experiments.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { useReport } from './useReport.ts'

/** What can be done to an experiment: a refusal is shown, a deletion can be undone. */
export function useExperimentActions() {
  const store = useExperimentsStore()
  const toast = useToast()
  const { report } = useReport()
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

  function offerUndo(title: string, icon: string, description: string, undo: () => unknown) {
    toast.add({
      ...{ title, icon, description },
      color: 'neutral',
      duration: 10_000,
      actions: [
        { label: 'Undo', color: 'neutral', variant: 'outline', onClick: () => void undo() },
      ],
    })
  }

  const remove = ({ id, name }: Experiment, withRuns: boolean) =>
    trying('The experiment could not be deleted', async () => {
      await store.remove(id, withRuns)
      const description = withRuns ? 'Its runs are in the trash.' : 'Its runs stay.'
      offerUndo(`${name} deleted`, 'i-lucide-trash-2', description, () => restore(id))
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
      offerUndo(
        `${formatCounted(runIds.length, 'run')} added`,
        'i-lucide-sprout',
        `To ${name}. Undone, they stop and go to the trash.`,
        () =>
          trying('The seeds could not be taken back', () =>
            store.withdraw({ experimentId: id, sweep: before, runIds: [...runIds] }),
          ),
      )
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
      offerUndo(
        `${formatCounted(runIds.length, 'run')} added`,
        'i-lucide-list-plus',
        `To ${store.byId(experimentId)?.name ?? `experiment ${experimentId}`}.`,
        () => trying('The runs could not be taken back', takeBack),
      )
    })

  return {
    remove,
    restore,
    stop: (experimentId: number) =>
      trying('The experiment could not be stopped', () => store.stop(experimentId)),
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
