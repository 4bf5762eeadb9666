import open from 'open'
import { hasDisplay } from './display.ts'

/** Opens the default browser where there is a display; where it cannot, the printed address stays. */
export function openBrowser(url: string): void {
  if (!hasDisplay()) return
  open(url).then(
    // A browser that cannot be started says so later, and must not take the server down.
    (browser) => void browser.on('error', () => undefined),
    () => undefined,
  )
}
