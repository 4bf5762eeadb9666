import { computed, reactive, shallowRef, watch } from 'vue'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { viewOf } from '#renderer/environments/views.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { frameAt, type EpisodeFrame } from '#renderer/playback/frame.ts'
import {
  advance,
  initialPlayback,
  isAtEnd,
  type PlaybackAction,
  type PlaybackState,
} from '#renderer/playback/playback.ts'
import { useTicks } from './useTicks.ts'

/** One of several episodes that play in step; the last moment of one that is over stays. */
export interface InStep {
  readonly episode: RecordedEpisode | null
  readonly error: string | null
  readonly frame: EpisodeFrame | null
  readonly isOver: boolean
}

type Answer = Pick<InStep, 'episode' | 'error'>
const nothing: Answer = { episode: null, error: null }

/** Episodes of several runs' policies from one start state, under one clock, until the calling scope ends. */
export function useSideBySide(runs: () => readonly Pick<Run, 'id' | 'config'>[]) {
  const client = useClient()
  const start = shallowRef(1)
  const state = shallowRef<PlaybackState>(initialPlayback)
  const answers = shallowRef<ReadonlyMap<number, Answer>>(new Map())
  const isLoading = shallowRef(false)
  let asked = 0

  const dispatch = (action: PlaybackAction) => void (state.value = advance(state.value, action))

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
  useTicks(
    () => state.value.playing && state.value.length > 0 && !isAtEnd(state.value),
    (elapsedMs) => {
      const [first] = runs()
      if (!first) return
      const { stepsPerSecond } = viewOf(first.config.environment)
      dispatch({ kind: 'tick', elapsedMs, stepsPerSecond })
    },
  )

  const inStep = computed<ReadonlyMap<number, InStep>>(
    () =>
      new Map(
        runs().map(({ id }) => {
          const { episode, error } = answers.value.get(id) ?? nothing
          const length = episode?.steps.length ?? 0
          const position = Math.min(state.value.position, length)
          return [
            id,
            {
              episode,
              error,
              frame: episode && frameAt(episode, position),
              isOver: episode !== null && state.value.position >= length,
            },
          ]
        }),
      ),
  )

  return reactive({
    start,
    state,
    inStep,
    isLoading,
    dispatch,
    play,
    setStart,
    nextStart: () => setStart(start.value + 1),
  })
}
