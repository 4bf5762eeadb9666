import { shallowRef } from 'vue'
import type { RunConfig } from '#shared/run-config.ts'
import { viewOf } from '#renderer/environments/views.ts'
import {
  advance,
  initialPlayback,
  isAtEnd,
  type PlaybackAction,
  type PlaybackState,
} from '#renderer/playback/playback.ts'
import { useTicks } from './useTicks.ts'

/** A playback that goes on at the pace of an environment, until the calling scope ends. */
export function usePlaybackClock(environment: () => RunConfig['environment'] | undefined) {
  const state = shallowRef<PlaybackState>(initialPlayback)
  const dispatch = (action: PlaybackAction) => void (state.value = advance(state.value, action))
  useTicks(
    () => state.value.playing && state.value.length > 0 && !isAtEnd(state.value),
    (elapsedMs) => {
      const played = environment()
      if (!played) return
      dispatch({ kind: 'tick', elapsedMs, stepsPerSecond: viewOf(played).stepsPerSecond })
    },
  )
  return { state, dispatch }
}
