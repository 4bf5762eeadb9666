import { ApiError } from '#shared/errors.ts'
import type { Transport } from '#shared/rpc.ts'

const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 5000

interface Options {
  /** Opens a socket; null: none may be opened, ever. */
  connect(): WebSocket | null
  onOpen(isReconnect: boolean): void
  onLost(): void
}

/**
 * A WebSocket that comes back by itself, waiting twice as long after each failure. What is sent
 * before it first opens waits for it; later, sending while it is lost throws.
 */
export function createSocketTransport({ connect, onOpen, onLost }: Options): Transport {
  const messageListeners = new Set<(message: unknown) => void>()
  const closeListeners = new Set<() => void>()
  const queue: string[] = []
  let socket = connect()
  let hasOpened = false
  let retryMs = FIRST_RETRY_MS

  function listen(current: WebSocket) {
    current.addEventListener('open', () => {
      const isReconnect = hasOpened
      hasOpened = true
      retryMs = FIRST_RETRY_MS
      for (const text of queue.splice(0)) current.send(text)
      onOpen(isReconnect)
    })
    current.addEventListener('message', ({ data }) => {
      const message: unknown = JSON.parse(String(data))
      for (const listener of messageListeners) listener(message)
    })
    current.addEventListener('close', () => {
      queue.length = 0
      for (const listener of closeListeners) listener()
      onLost()
      setTimeout(reconnect, retryMs)
      retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS)
    })
  }

  function reconnect() {
    socket = connect()
    if (socket) listen(socket)
  }

  if (socket) listen(socket)

  return {
    send(message) {
      const text = JSON.stringify(message)
      if (socket?.readyState === WebSocket.OPEN) socket.send(text)
      else if (socket?.readyState === WebSocket.CONNECTING && !hasOpened) queue.push(text)
      else {
        throw new ApiError(
          'internal',
          'The workbench is not connected; nothing was changed. Try again once it is back.',
        )
      }
    },
    onMessage: (listener) => void messageListeners.add(listener),
    onClose: (listener) => void closeListeners.add(listener),
    reconnects: true,
  }
}
