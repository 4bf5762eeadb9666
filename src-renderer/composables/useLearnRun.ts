import { computed, onScopeDispose, reactive, shallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { oncePerFrame } from '#renderer/stores/once-per-frame.ts'

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
  const byId = (runId: number | null) => runs.value?.find(({ id }) => id === runId)
  /** The run that was shown without being chosen; a newer run does not replace it. */
  let first: number | null = null
  const run = computed(() => {
    const found = byId(Number(route.query['run'])) ?? byId(first) ?? runs.value?.[0] ?? null
    first ??= found?.id ?? null
    return found
  })

  const changes = new Map<number, Run>()
  const apply = oncePerFrame(() => {
    if (!runs.value) return
    const fresh = [...changes.values()].filter(
      (changed) => isSuitable(changed) && !byId(changed.id),
    )
    runs.value = [
      ...fresh.toSorted((a, b) => b.id - a.id),
      ...runs.value.map((known) => changes.get(known.id) ?? known),
    ]
    changes.clear()
  })
  const stopListening = [
    client.on('run.changed', (changed) => {
      changes.set(changed.id, changed)
      apply()
    }),
    client.onReconnect(() => void load()),
  ]
  onScopeDispose(() => stopListening.forEach((stop) => stop()))
  const choose = (runId: number) =>
    router.replace({ ...route, query: { ...route.query, run: runId } } as never)

  void load()
  return reactive({ runs, run, failure, load, choose })
}
