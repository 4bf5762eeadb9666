import { useToast } from '@nuxt/ui/composables'
import type { Experiment, ExperimentChanges } from '#shared/experiment.ts'
import { useExperimentsStore } from '#renderer/stores/experiments.ts'
import { useReport } from './useReport.ts'

/** What can be done to an experiment: a refusal is shown, a deletion can be undone. */
export function useExperimentActions() {
  const store = useExperimentsStore()
  const toast = useToast()
  const { report } = useReport()

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
      toast.add({
        title: `${name} deleted`,
        description: withRuns ? 'Its runs are in the trash.' : 'Its runs stay.',
        icon: 'i-lucide-trash-2',
        color: 'neutral',
        duration: 10_000,
        actions: [
          { label: 'Undo', color: 'neutral', variant: 'outline', onClick: () => void restore(id) },
        ],
      })
    })

  return {
    remove,
    restore,
    stop: (experimentId: number) =>
      trying('The experiment could not be stopped', () => store.stop(experimentId)),
    goOn: (experimentId: number) =>
      trying('The runs could not be continued', () => store.goOn(experimentId)),
    addRuns: (experimentId: number, runIds: readonly number[]) =>
      trying('The runs could not be added', () => store.addRuns(experimentId, runIds)),
    update: (changes: ExperimentChanges) =>
      trying('The change was not saved', () => store.update(changes)),
    /** Trains every combination with more seeds. */
    addSeeds: ({ id, sweep }: Experiment, seeds: readonly number[]) =>
      trying('The seeds could not be added', () =>
        store.extend(id, {
          ...sweep!,
          seeds: [...new Set([...sweep!.seeds, ...seeds])],
        }),
      ),
  }
}
