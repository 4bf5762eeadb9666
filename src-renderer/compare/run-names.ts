import type { Run } from '#shared/run.ts'
import { configEntries } from './config-entries.ts'
import { distinctions } from './distinctions.ts'

type Named = Pick<Run, 'id' | 'config' | 'configHash' | 'experimentId'>
/** Returns the paths of the fields that an experiment's sweep varies; undefined if it has no sweep. */
type VariedBy = (experimentId: number) => readonly string[] | undefined

/** Longer texts would push the seed out of a list. */
const MAX_CHARACTERS = 60

/**
 * Names the runs of one list, by id, so that they can be told apart: `CartPole-v1, learning rate 0.01,
 * seed 3`. A run of a sweep is named by the swept fields, even if it is alone in the list; other runs
 * by the fields in which they differ from one another.
 */
export function runNames(
  runs: readonly Named[],
  variedBy: VariedBy = () => undefined,
): ReadonlyMap<number, string> {
  const byHash = new Map(runs.map((run) => [run.configHash, run]))
  const details = new Map<string, string>()
  const others: Named[] = []
  for (const [configHash, run] of byHash) {
    const paths = run.experimentId === null ? undefined : variedBy(run.experimentId)
    const detail = paths && sweptDetail(run, paths)
    if (detail === undefined) others.push(run)
    else details.set(configHash, detail)
  }
  for (const alike of Map.groupBy(others, ({ config }) => config.environment.id).values()) {
    // Environment and seed are part of every name.
    const told = distinctions(alike.map(({ config }) => ({ config: { ...config, seed: 0 } })))
    alike.forEach(({ configHash }, i) => details.set(configHash, told[i]!))
  }
  return new Map(runs.map((run) => [run.id, nameOf(run, details.get(run.configHash) ?? '')]))
}

const nameOf = ({ config }: Named, detail: string): string =>
  [config.environment.id, detail, `seed ${config.seed}`].filter(Boolean).join(', ')

/** Undefined if a swept field is not a single value, or if the text would be too long. */
function sweptDetail({ config }: Named, paths: readonly string[]): string | undefined {
  const entries = new Map(configEntries(config).map((entry) => [entry.path, entry]))
  const parts = paths
    .filter((path) => path !== 'seed' && path !== 'environment.id')
    .map((path) => entries.get(path))
  // Fields that only other combinations of the sweep have say nothing about this one.
  const known = parts.flatMap((part) => part ?? [])
  const text = known.map(({ title, text }) => `${title.toLowerCase()} ${text}`).join(', ')
  return known.length > 0 && text.length <= MAX_CHARACTERS ? text : undefined
}
