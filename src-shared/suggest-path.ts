import { configurationFields } from './run-filter/configuration-fields.ts'
import { nearest } from './run-filter/nearest.ts'

/**
 * Suggests paths for one that does not exist: those that end in it, so that `gamma` becomes
 * `estimator.gamma`, else its neighbours that contain its last word, else the most similar ones.
 * Returns at most three, and none if nothing is similar.
 */
function suggestPaths(path: string): readonly string[] {
  const names = configurationFields.flatMap(({ name, otherNames }) => [name, ...otherNames])
  const wanted = path.toLowerCase()
  const ending = names.filter((name) => name.toLowerCase().endsWith(`.${wanted}`))
  const found =
    ending.length > 0
      ? ending.toSorted(byDepth)
      : [...holding(path, names), ...nearest(path, names)]
  return [...new Set(found)].filter((name) => name !== path).slice(0, 3)
}

/**
 * Returns neighbours that contain the path's last word, so that `optimizer.rate` becomes
 * `optimizer.learningRate`.
 */
function holding(path: string, names: readonly string[]): string[] {
  const parent = path.slice(0, path.lastIndexOf('.') + 1)
  const word = path.slice(parent.length).toLowerCase()
  return names.filter(
    (name) => name.startsWith(parent) && name.slice(parent.length).toLowerCase().includes(word),
  )
}

const byDepth = (a: string, b: string) => a.split('.').length - b.split('.').length

/** Returns `; did you mean estimator.gamma?`, or nothing. */
export function suggestion(path: string): string {
  const paths = suggestPaths(path)
  return paths.length === 0 ? '' : `; did you mean ${paths.join(' or ')}?`
}
