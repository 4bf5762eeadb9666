import { shallowRef } from 'vue'
import type { Run } from '#shared/run.ts'
import type { PlaybackAction } from '#renderer/playback/playback.ts'
import { useEach } from './useEach.ts'
import { usePlayback } from './usePlayback.ts'

/** One playback per run, all played, paused, stepped and sped up together. */
export function useSharedPlayback(
  runIds: () => readonly number[],
  byId: (runId: number) => Run | undefined,
) {
  const playing = shallowRef(true)
  const speed = shallowRef(1)

  const playbacks = useEach(runIds, (runId) => {
    const playback = usePlayback(() => byId(runId))
    playback.dispatch({ kind: 'setSpeed', speed: speed.value })
    if (!playing.value) playback.dispatch({ kind: 'pause' })
    return playback
  })

  function dispatch(action: PlaybackAction) {
    if (action.kind === 'play') playing.value = true
    if (action.kind === 'pause' || action.kind === 'stepForward' || action.kind === 'stepBack') {
      playing.value = false
    }
    if (action.kind === 'setSpeed') speed.value = action.speed
    for (const playback of playbacks.value.values()) playback.dispatch(action)
  }

  function requestAll() {
    for (const playback of playbacks.value.values()) void playback.request()
  }

  return { playbacks, playing, speed, dispatch, requestAll }
}
