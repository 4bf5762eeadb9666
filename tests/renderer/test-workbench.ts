import { createPinia, setActivePinia } from 'pinia'
import { createApp, shallowRef } from 'vue'
import { clientKey, type WorkbenchClient } from '#renderer/client.ts'
import type { MethodName } from '#shared/api.ts'
import type { ApiError } from '#shared/errors.ts'
import { createClient } from '#shared/rpc.ts'

export interface Request {
  readonly method: MethodName
  readonly params: Record<string, unknown>
}

/** A client whose calls are answered by `answer`, which may throw an ApiError. */
export function createTestWorkbench(answer: (request: Request) => unknown) {
  const requests: Request[] = []
  let say: (message: unknown) => void = () => undefined
  let reconnect: () => void = () => undefined
  const client = createClient({
    async send(message) {
      const { id, method, params } = message as Request & { readonly id: number }
      requests.push({ method, params })
      try {
        say({ id, ok: true, result: await answer({ method, params }) })
      } catch (error) {
        const { code, message } = error as ApiError
        say({ id, ok: false, error: { code, message } })
      }
    },
    onMessage: (listener) => void (say = listener),
  })
  const workbench: WorkbenchClient = {
    ...client,
    connection: shallowRef('open' as const),
    onReconnect: (listener) => {
      reconnect = listener
      return () => undefined
    },
  }
  return {
    workbench,
    requests,
    publish: (event: string, data: unknown) => say({ event, data }),
    reconnect: () => reconnect(),
  }
}

/** The same for tests of stores, which use this client from now on. */
export function useTestWorkbench(answer: (request: Request) => unknown) {
  const opened = createTestWorkbench(answer)
  const pinia = createPinia()
  createApp({}).provide(clientKey, opened.workbench).use(pinia)
  setActivePinia(pinia)
  return opened
}
