import type { RunConfig } from './run-config.ts'

/** Every value of a configuration by its path, such as `optimizer.learningRate`. */
function leaves(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [[path, typeof value === 'string' ? value : JSON.stringify(value)]]
  }
  return Object.entries(value).flatMap(([key, part]) =>
    leaves(part, path === '' ? key : `${path}.${key}`),
  )
}

/** Paths of the fields in which the configurations are not all the same. */
export function differingPaths(configs: readonly Partial<RunConfig>[]): string[] {
  return differingAmong(configs.map((config) => new Map(leaves(config, ''))))
}

function differingAmong(columns: readonly ReadonlyMap<string, string>[]): string[] {
  const paths = [...new Set(columns.flatMap((column) => [...column.keys()]))]
  return paths.filter((path) => new Set(columns.map((c) => c.get(path))).size > 1)
}

/**
 * For each configuration, the fields in which it differs from any of the others:
 * `optimizer.learningRate 0.01`. Null stands for a group without runs, which has no configuration and
 * does not count.
 */
export function differingFields(configs: readonly (Partial<RunConfig> | null)[]): string[][] {
  const columns = configs.map((config) => config && new Map(leaves(config, '')))
  const differing = differingAmong(columns.filter((column) => column !== null))
  return columns.map((column) =>
    differing.flatMap((path) => (column?.has(path) ? [`${path} ${column.get(path)}`] : [])),
  )
}
