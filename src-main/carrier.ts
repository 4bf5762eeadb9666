import { answer, type Transport } from '#shared/rpc.ts'
import type { Backend } from './backend-contract.ts'

/**
 * Serves one client over its transport: answers its calls and forwards every published event,
 * until the transport closes.
 */
export function serveClient(
  backend: Backend,
  transport: Transport,
  report: (error: unknown) => void,
): void {
  const unsubscribe = backend.subscribe((message) => transport.send(message))
  transport.onMessage((message) => {
    void answer(backend.handlers, message, report).then((reply) => transport.send(reply))
  })
  transport.onClose?.(unsubscribe)
}
