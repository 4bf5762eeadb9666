const KEY = 'workbench-token'

/**
 * The start token of the server: from the fragment of the address it printed (`#token=…`), which
 * is then cleared, or from the last time this tab was loaded. Null where there was none.
 */
export function takeToken(): string | null {
  const match = /^#token=([\w-]+)$/.exec(location.hash)
  if (!match) return sessionStorage.getItem(KEY)
  const token = match[1]!
  sessionStorage.setItem(KEY, token)
  history.replaceState(null, '', location.pathname + location.search)
  return token
}
