import { createPinia } from 'pinia'
import { createApp, shallowRef } from 'vue'
import { clientKey, type WorkbenchClient } from '#renderer/client.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import type { MethodName } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import { createClient } from '#shared/rpc.ts'
import type { Run } from '#shared/run.ts'

export interface Request {
  readonly method: MethodName
  readonly params: Record<string, unknown>
}

/** What a composable returns, in an application whose backend holds `runs` and answers from `answer`. */
export async function withBackend<T>(
  runs: readonly Run[],
  answer: (request: Request) => unknown,
  composable: () => T,
) {
  const requests: Request[] = []
  let say: (message: unknown) => void = () => undefined
  const client = createClient({
    async send(message) {
      const request = message as Request & { readonly id: number }
      const { id, method } = request
      if (method !== 'runs.query') requests.push(request)
      try {
        const result = await (method === 'runs.query'
          ? { groups: runs.map((run) => ({ runs: [run] })) }
          : answer(request))
        say({ id, ok: true, result })
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
    onReconnect: () => () => undefined,
  }
  let result: T | undefined
  const app = createApp({
    setup() {
      result = composable()
      return () => null
    },
  })
  app.provide(clientKey, workbench).use(createPinia())
  const store = app.runWithContext(() => useRunsStore())
  await store.load()
  app.mount(document.createElement('div'))
  return {
    result: result!,
    requests,
    publish: (run: Run) => say({ event: 'run.changed', data: run }),
    unmount: () => app.unmount(),
  }
}
