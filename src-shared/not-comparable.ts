import type { Run } from './run.ts'

/** Why the returns of these runs must not be read against each other; null: they may be. */
export function notComparable(runs: readonly Pick<Run, 'config'>[]): string | null {
  const environments = runs.map(({ config }) => config.environment)
  const ids = [...new Set(environments.map(({ id }) => id))]
  if (ids.length > 1) {
    return `These runs act in different environments, ${ids.join(' and ')}: their returns and episode lengths are not comparable.`
  }
  const variants = new Set(environments.map((environment) => JSON.stringify(environment)))
  return variants.size > 1
    ? `These runs act in ${ids[0]} with different parameters or starts: their returns are not comparable as they stand.`
    : null
}
