import { answer, type ServerTransport } from '#shared/rpc.ts'
import type { Backend } from './backend-contract.ts'

/** With this many messages waiting, the client is not read any more, so that the rest pile up on its side. */
const MAX_WAITING = 8

/**
 * Serves one client over its transport: answers its calls and forwards every published event, until the
 * transport closes. It takes up one call in each turn of the event loop, and only while there is room
 * for the answers, so that a client that asks for much at once does not hold up the others.
 */
export function serveClient(
  backend: Backend,
  transport: ServerTransport,
  report: (error: unknown) => void,
): void {
  const unsubscribe = backend.subscribe((message) => transport.send(message))
  const waiting: unknown[] = []
  let isOpen = true
  let isBusy = false
  let isPaused = false

  function takeUp(): void {
    isBusy = isOpen && waiting.length > 0
    if (!isBusy) return
    const message = waiting.shift()
    if (isPaused && waiting.length < MAX_WAITING) {
      isPaused = false
      transport.resume?.()
    }
    const said = transport.decode ? transport.decode(message) : message
    void answer(backend.handlers, said, report).then((reply) => transport.send(reply))
    setImmediate(takeUpWhenReady)
  }
  function takeUpWhenReady(): void {
    if (transport.whenReady) transport.whenReady(takeUp)
    else takeUp()
  }

  transport.onMessage((message) => {
    waiting.push(message)
    if (!isPaused && waiting.length >= MAX_WAITING) {
      isPaused = true
      transport.pause?.()
    }
    if (isBusy) return
    isBusy = true
    takeUpWhenReady()
  })
  transport.onClose?.(() => {
    isOpen = false
    waiting.length = 0
    unsubscribe()
  })
}
