import { computed, onScopeDispose, reactive, shallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'

/** So many of the latest runs can be chosen from. */
const CHOICES = 100

/** Whether a run has a policy to look at and updates to read. */
const isSuitable = ({ progress, status }: Run) =>
  progress.updates > 0 && status !== 'failed' && status !== 'diverged'

/** The run whose numbers are shown: the one in the address, else the latest that has any. */
export function useLearnRun() {
  const client = useClient()
  const route = useRoute()
  const router = useRouter()
  const runs = shallowRef<readonly Run[] | null>(null)
  const failure = shallowRef<string | null>(null)
  let isLoading = false

  async function load() {
    if (isLoading) return
    isLoading = true
    try {
      const asked = Number(route.query['run'])
      const { groups } = await client.call('runs.query', { limit: CHOICES })
      const found = groups.flatMap((group) => group.runs).filter(isSuitable)
      const isThere = !Number.isInteger(asked) || found.some(({ id }) => id === asked)
      const others = isThere ? [] : await client.call('runs.these', { runIds: [asked] })
      runs.value = [...found, ...others.filter(isSuitable)]
      failure.value = null
    } catch (error) {
      failure.value = messageOf(error)
    } finally {
      isLoading = false
    }
  }
  const run = computed(
    () =>
      runs.value?.find(({ id }) => id === Number(route.query['run'])) ?? runs.value?.[0] ?? null,
  )
  /** The first run that gets somewhere is taken up without being asked for. */
  const stopListening = [
    client.on('run.changed', (changed) => {
      if (runs.value?.length === 0 && isSuitable(changed)) void load()
    }),
    client.onReconnect(() => void load()),
  ]
  onScopeDispose(() => stopListening.forEach((stop) => stop()))
  const choose = (runId: number) =>
    router.replace({ ...route, query: { ...route.query, run: runId } } as never)

  void load()
  return reactive({ runs, run, failure, load, choose })
}
