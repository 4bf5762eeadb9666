import { computed, reactive, shallowRef, watch } from 'vue'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import {
  commonExtent,
  inStepAt,
  noAnswer,
  type Answer,
  type InStep,
} from '#renderer/playback/in-step.ts'
import { usePlaybackClock } from './usePlaybackClock.ts'

/** Episodes of several runs' policies from one start state, under one clock, until the calling scope ends. */
export function useSideBySide(runs: () => readonly Pick<Run, 'id' | 'config'>[]) {
  const client = useClient()
  const start = shallowRef(1)
  const { state, dispatch } = usePlaybackClock(() => runs()[0]?.config.environment)
  const answers = shallowRef<ReadonlyMap<number, Answer>>(new Map())
  const isLoading = shallowRef(false)
  let asked = 0

  /** Lets all policies, as they are now, play from the start of this number. */
  async function play(): Promise<void> {
    const request = ++asked
    const number = start.value
    isLoading.value = true
    const found = await Promise.all(
      runs().map(async ({ id: runId }): Promise<readonly [number, Answer]> => {
        try {
          const episode = await client.call('runs.playEpisode', { runId, start: number })
          return [runId, { episode, error: null }]
        } catch (failure) {
          return [runId, { episode: null, error: messageOf(failure) }]
        }
      }),
    )
    if (request !== asked) return
    isLoading.value = false
    answers.value = new Map(found)
    const lengths = found.map(([, { episode }]) => episode?.steps.length ?? 0)
    dispatch({ kind: 'load', length: Math.max(0, ...lengths) })
  }

  function setStart(number: number): void {
    start.value = Math.min(4_294_967_295, Math.max(0, Math.round(number) || 0))
    void play()
  }

  watch(
    () =>
      runs()
        .map(({ id }) => id)
        .join(),
    () => void play(),
    { immediate: true },
  )

  const inStep = computed<ReadonlyMap<number, InStep>>(
    () =>
      new Map(
        runs().map(({ id }) => {
          return [id, inStepAt(answers.value.get(id) ?? noAnswer, state.value.position)]
        }),
      ),
  )

  const extent = computed(() =>
    commonExtent([...answers.value.values()].map(({ episode }) => episode)),
  )

  return reactive({
    start,
    state,
    inStep,
    extent,
    isLoading,
    dispatch,
    play,
    setStart,
    nextStart: () => setStart(start.value + 1),
  })
}
