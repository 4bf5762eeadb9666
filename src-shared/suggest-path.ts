import { configurationFields } from './run-filter/configuration-fields.ts'
import { nearest } from './run-filter/nearest.ts'

/**
 * Suggests paths for one that leads nowhere: those that end in it, so that `gamma` becomes `estimator.gamma`,
 * else those beside it that hold its last word, else those most like it. Returns at most three, and none for a path that has no likeness.
 */
export function suggestPaths(path: string): readonly string[] {
  const names = configurationFields.flatMap(({ name, otherNames }) => [name, ...otherNames])
  const wanted = path.toLowerCase()
  const ending = names.filter((name) => name.toLowerCase().endsWith(`.${wanted}`))
  const found =
    ending.length > 0
      ? ending.toSorted(byDepth)
      : [...holding(path, names), ...nearest(path, names)]
  return [...new Set(found)].filter((name) => name !== path).slice(0, 3)
}

/** Names beside this one that hold its last word, so that `optimizer.rate` becomes `optimizer.learningRate`. */
function holding(path: string, names: readonly string[]): string[] {
  const parent = path.slice(0, path.lastIndexOf('.') + 1)
  const word = path.slice(parent.length).toLowerCase()
  return names.filter(
    (name) => name.startsWith(parent) && name.slice(parent.length).toLowerCase().includes(word),
  )
}

const byDepth = (a: string, b: string) => a.split('.').length - b.split('.').length

/** `; did you mean estimator.gamma?`, or nothing. */
export function suggestion(path: string): string {
  const paths = suggestPaths(path)
  return paths.length === 0 ? '' : `; did you mean ${paths.join(' or ')}?`
}
