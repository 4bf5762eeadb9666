import type { IpcMainEvent, WebContents } from 'electron'
import type { Transport } from '#shared/rpc.ts'
import { isOurs } from './app-protocol.ts'

const CHANNEL = 'rpc'

/** Whether a message comes from our page itself: not from a frame in it, nor from what replaced it. */
const isFromPage = ({ senderFrame }: IpcMainEvent, contents: WebContents): boolean =>
  senderFrame !== null && senderFrame === contents.mainFrame && isOurs(senderFrame.url)

/**
 * Gives each document that a window loads a transport of its own, opened by its first message. A
 * reload closes it, as it would close a WebSocket: no answer to the old page reaches the new one.
 */
export function connectPages(contents: WebContents, serve: (transport: Transport) => void): void {
  let page: { receive(message: unknown): void; close(): void } | undefined

  function open() {
    let isOpen = true
    let receive = (_message: unknown): void => undefined
    let closed = (): void => undefined
    serve({
      send(message) {
        if (isOpen && !contents.isDestroyed()) contents.send(CHANNEL, message)
      },
      onMessage: (listener) => void (receive = listener),
      onClose: (listener) => void (closed = listener),
    })
    return {
      receive,
      close() {
        isOpen = false
        closed()
      },
    }
  }
  function close() {
    page?.close()
    page = undefined
  }

  contents.ipc.on(CHANNEL, (event, message: unknown) => {
    if (!isFromPage(event, contents)) return
    page ??= open()
    page.receive(message)
  })
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) close()
  })
  contents.on('render-process-gone', close)
  contents.on('destroyed', close)
}
