import { configurationFields } from './run-filter/configuration-fields.ts'
import { nearest } from './run-filter/nearest.ts'

/**
 * Suggests paths for one that leads nowhere: those that end in it, so that `gamma` becomes `estimator.gamma`,
 * else those most like it. Returns at most three, and none for a path that has no likeness.
 */
export function suggestPaths(path: string): readonly string[] {
  const names = configurationFields.flatMap(({ name, otherNames }) => [name, ...otherNames])
  const wanted = path.toLowerCase()
  const ending = names.filter((name) => name.toLowerCase().endsWith(`.${wanted}`))
  const found = ending.length > 0 ? ending.toSorted(byDepth) : nearest(path, names)
  return found.filter((name) => name !== path).slice(0, 3)
}

const byDepth = (a: string, b: string) => a.split('.').length - b.split('.').length

/** `; did you mean estimator.gamma?`, or nothing. */
export function suggestion(path: string): string {
  const paths = suggestPaths(path)
  return paths.length === 0 ? '' : `; did you mean ${paths.join(' or ')}?`
}
