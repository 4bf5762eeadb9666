import { runNames } from '#renderer/compare/run-names.ts'
import { useExperimentsStore } from '#renderer/stores/experiments.ts'

type Runs = Parameters<typeof runNames>[0]

/** Names the runs of a list so that they can be told apart, with what is known of experiments. */
export function useRunNames() {
  const experiments = useExperimentsStore()
  const variedBy = (experimentId: number) =>
    experiments.byId(experimentId)?.sweep?.vary.map(({ path }) => path)
  /** Runs come anew with every batch of their training, and their names stay. */
  let last: { readonly key: string; readonly names: ReadonlyMap<number, string> } | undefined

  return (runs: Runs): ReadonlyMap<number, string> => {
    const key = runs
      .map(({ id, configHash, experimentId }) =>
        [id, configHash, experimentId === null ? '' : variedBy(experimentId)].join(' '),
      )
      .join('\n')
    if (last?.key !== key) last = { key, names: runNames(runs, variedBy) }
    return last.names
  }
}
