/** The runs an address names (`1,2,3`): each once, in order; whatever is no id is left out. */
export function parseRunIds(query: unknown): number[] {
  const text = Array.isArray(query) ? query.join(',') : String(query ?? '')
  const ids = text
    .split(',')
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0)
  return [...new Set(ids)]
}
