import {
  computed,
  onScopeDispose,
  reactive,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
} from 'vue'
import type { CallParams } from '#shared/api.ts'
import type { FoundRuns } from '#shared/run-query.ts'
import { useClient } from '#renderer/client.ts'
import type { RunGroup } from '#renderer/compare/groups.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { createPaced } from './paced.ts'
import { createSparsePages, type Part } from './sparse-pages.ts'

/** Rows that are seen change with every event; which they are, and how many, is asked again this seldom. */
const PACE = { intervalMs: 1000, ratio: 10 }

export type RunsQuestion = Omit<CallParams<'runs.query'>, 'offset' | 'limit'>

/** The runs a query finds, read a page at a time where they are looked at, as they are now. */
export function useFoundRuns(question: MaybeRefOrGetter<RunsQuestion>) {
  const client = useClient()
  const store = useRunsStore()
  const pages = createSparsePages<RunGroup>()
  const counts = shallowRef<Omit<FoundRuns, 'groups'> | null>(null)
  const error = shallowRef<string | null>(null)
  /** Grows with every answer. */
  const answers = shallowRef(0)
  let seen: Part = { first: 0, last: 0 }
  let isOutdated = true
  /** The question that the pages answer. */
  let answered: string | null = null

  const loading = createPaced(async () => {
    const asked = toValue(question)
    if (isOutdated) pages.outdate()
    isOutdated = false
    const part = pages.missing(seen, counts.value?.groupCount ?? null)
    if (!part) return
    try {
      const { groups, ...others } = await client.call('runs.query', { ...asked, ...part })
      const text = JSON.stringify(asked)
      if (text !== answered) pages.clear()
      answered = text
      pages.put(part.offset, groups, others.groupCount)
      counts.value = others
      error.value = null
      answers.value++
    } catch (failure) {
      error.value = messageOf(failure)
    }
  }, PACE)

  watch(
    () => JSON.stringify(toValue(question)),
    () => {
      isOutdated = true
      seen = { first: 0, last: seen.last - seen.first }
      loading.askNow()
    },
    { immediate: true },
  )
  const refresh = () => {
    isOutdated = true
    loading.ask()
  }
  const refreshNow = () => {
    isOutdated = true
    loading.askNow()
  }
  watch(() => store.revision, refresh)
  const stopListening = [client.onReconnect(refreshNow), client.on('run.deleted', refreshNow)]
  onScopeDispose(() => {
    for (const stop of stopListening) stop()
    loading.stop()
  })

  /** Makes sure that these entries are there, and kept up to date. */
  function show(part: Part): void {
    seen = part
    if (pages.missing(part, counts.value?.groupCount ?? null)) loading.askNow()
  }

  const latest = new WeakMap<RunGroup, RunGroup>()
  /** An entry as it is now; undefined: it is not read yet. */
  function entry(index: number): RunGroup | undefined {
    void answers.value
    const read = pages.get(index)
    if (!read) return undefined
    const runs = read.runs.map((run) => store.byId(run.id) ?? run)
    const before = latest.get(read)
    // The same object while nothing about it changes, so that its rows are left alone.
    if (before && before.runs.every((run, i) => run === runs[i])) return before
    const now = { configHash: read.configHash, runs }
    latest.set(read, now)
    return now
  }

  /** Ids of all runs that are found, or of those of some entries. */
  const ids = (part: { offset?: number; limit?: number } = {}) =>
    client.call('runs.ids', { ...toValue(question), ...part })

  const count = computed(() => counts.value?.groupCount ?? 0)
  return reactive({ counts, count, error, entry, show, ids, reload: refreshNow })
}
