import { runNames } from '#renderer/compare/run-names.ts'
import { useExperimentsStore } from '#renderer/stores/experiments.ts'

type Runs = Parameters<typeof runNames>[0]

/** Names the runs of a list so that they can be told apart, using the sweeps of their experiments. */
export function useRunNames() {
  const experiments = useExperimentsStore()
  const variedBy = (experimentId: number) =>
    experiments.byId(experimentId)?.sweep?.vary.map(({ path }) => path)
  /** Runs are replaced with every batch of training, but their names stay the same. */
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
