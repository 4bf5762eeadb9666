import { app, type Session, type WebContents } from 'electron'
import { isOurs } from './app-protocol.ts'

/** Keeps a page where it is: no other address, no second window, no embedded page. */
function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** What our page may do: tell of runs that ended. It needs no camera, no place and no device. */
const isAllowed = (permission: string, url: string): boolean =>
  permission === 'notifications' && isOurs(url)

export function limitPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isAllowed(permission, requestingUrl)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isAllowed(permission, origin),
  )
  session.setDevicePermissionHandler(() => false)
}

/** Holds for whatever pages there will ever be. */
export function confineAllPages(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents))
}
