import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { clientKey } from '#renderer/client.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import type { Run } from '#shared/run.ts'
import { createTestWorkbench, type Request } from '../test-workbench.ts'

/** What a composable returns, in an application whose backend holds `runs` and answers from `answer`. */
export async function withBackend<T>(
  runs: readonly Run[],
  answer: (request: Request) => unknown,
  composable: () => T,
) {
  /** All but those of the store of runs. */
  const requests: Request[] = []
  const { workbench, publish } = createTestWorkbench((request) => {
    if (request.method === 'runs.query') return { groups: runs.map((run) => ({ runs: [run] })) }
    requests.push(request)
    return answer(request)
  })
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
    publish: (run: Run) => publish('run.changed', run),
    unmount: () => app.unmount(),
  }
}
