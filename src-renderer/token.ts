import { isStored, readStored, writeStored } from './composables/browser-storage.ts'

const KEY = 'workbench-token'
const TOKEN = /^#token=([\w-]+)$/

/**
 * The start token of the server: from the fragment of the address it printed (`#token=…`), which
 * is then cleared, or from the last time this tab was loaded. Null where there was none.
 */
export function takeToken(): string | null {
  const token = TOKEN.exec(location.hash)?.[1]
  if (!token) return readStored(KEY, 'session')
  writeStored(KEY, token, 'session')
  history.replaceState(null, '', location.pathname + location.search)
  return token
}

/**
 * Begins anew with the token of a newer start: pasting its address over that of the old one changes
 * only the fragment, which loads nothing by itself.
 */
export function followToken(reload: () => void): void {
  addEventListener('popstate', () => {
    if (!TOKEN.test(location.hash)) return
    takeToken()
    reloadWithToken(reload)
  })
}

/** Reloads the page. If the browser stores no token for the tab, the address carries it. */
export function reloadWithToken(reload: () => void): void {
  const token = readStored(KEY, 'session')
  if (token !== null && !isStored(KEY, 'session')) location.hash = `#token=${token}`
  reload()
}
