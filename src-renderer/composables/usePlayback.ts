import { computed, onScopeDispose, reactive, shallowRef, watch } from 'vue'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { frameAt, type EpisodeFrame } from '#renderer/playback/frame.ts'
import { isAtEnd, type PlaybackAction, type PlaybackState } from '#renderer/playback/playback.ts'
import { usePlaybackClock } from './usePlaybackClock.ts'

/** How long the end of an episode stays before the next one of a followed run. */
const HOLD_MS = 700
/** How long to wait before asking again for an episode that could not be had. */
const RETRY_MS = 2000

/** An episode of a run's policy, played at the viewer's pace. */
export interface Playback {
  /** Null until the first one arrives. */
  readonly episode: RecordedEpisode | null
  readonly frame: EpisodeFrame | null
  readonly state: PlaybackState
  readonly loading: boolean
  readonly error: string | null
  /** Whether there is, or will be, a newer policy than the one that plays. */
  readonly canFollow: boolean
  /** Whether to ask for the next episode when one ends. */
  follow: boolean
  dispatch(action: PlaybackAction): void
  /** Asks for a new episode. */
  request(): Promise<void>
  /** Shows an episode that is kept, until a new one is asked for. */
  show(kept: RecordedEpisode): void
}

/** A run that ended while an early policy played still has its last one to show. */
function hasNewerPolicy(run: Run | undefined, episode: RecordedEpisode | null): boolean {
  switch (run?.status) {
    case 'running':
      return true
    case 'paused':
    case 'completed':
    case 'stopped':
      return episode !== null && episode.update < run.progress.updates
    default:
      return false
  }
}

/** Plays episodes of a run until the calling scope ends. */
export function usePlayback(run: () => Run | undefined): Playback {
  const client = useClient()
  const episode = shallowRef<RecordedEpisode | null>(null)
  const { state, dispatch } = usePlaybackClock(() => run()?.config.environment)
  const loading = shallowRef(false)
  const error = shallowRef<string | null>(null)
  const follow = shallowRef(true)
  const isKept = shallowRef(false)
  const canFollow = computed(() => !isKept.value && hasNewerPolicy(run(), episode.value))
  const frame = computed(() =>
    episode.value ? frameAt(episode.value, state.value.position) : null,
  )
  const ended = computed(() => isAtEnd(state.value))
  let isDisposed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function request(): Promise<void> {
    const asked = run()
    if (!asked || loading.value || isDisposed) return
    isKept.value = false
    clearTimeout(timer)
    loading.value = true
    try {
      const answer = await client.call('runs.playEpisode', { runId: asked.id })
      if (run()?.id !== asked.id || isKept.value) return
      episode.value = answer
      error.value = null
      dispatch({ kind: 'load', length: answer.steps.length })
    } catch (failure) {
      error.value = messageOf(failure)
      if (canFollow.value) askIn(RETRY_MS)
    } finally {
      loading.value = false
    }
  }

  function show(kept: RecordedEpisode): void {
    isKept.value = true
    clearTimeout(timer)
    episode.value = kept
    error.value = null
    dispatch({ kind: 'load', length: kept.steps.length })
  }

  function askIn(delayMs: number) {
    clearTimeout(timer)
    if (!isDisposed) timer = setTimeout(() => void request(), delayMs)
  }

  watch(
    () => run()?.id,
    () => {
      episode.value = null
      error.value = null
      dispatch({ kind: 'load', length: 0 })
    },
  )
  // The first episode, as soon as there may be a policy.
  watch(
    () => episode.value === null && run() !== undefined && run()?.status !== 'queued',
    (isWanted) => {
      if (isWanted) void request()
    },
    { immediate: true, flush: 'post' },
  )

  watch([ended, follow, canFollow, () => state.value.playing], () => {
    clearTimeout(timer)
    if (ended.value && follow.value && canFollow.value && state.value.playing) askIn(HOLD_MS)
  })

  onScopeDispose(() => {
    isDisposed = true
    clearTimeout(timer)
  })
  return reactive({
    episode,
    frame,
    state,
    loading,
    error,
    canFollow,
    follow,
    dispatch,
    request,
    show,
  })
}
