import { app, type Session, type WebContents } from 'electron'
import { isOurs } from './app-protocol.ts'

/** Keeps a page where it is: no other address, no second window, no embedded page. */
export function confine(contents: WebContents): void {
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

/** The page needs no camera, no place, no notification and no device. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

/** Holds for whatever pages there will ever be. */
export function confineAllPages(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents))
}
