/** Where a viewer is in a recorded episode. Plain data; `advance` is the only thing that changes it. */
export interface PlaybackState {
  /** Steps of the episode, T; 0: nothing to play. */
  readonly length: number
  /** Steps already shown: 0 is the first state, T the state after the last action. */
  readonly position: number
  readonly playing: boolean
  /** Multiple of the environment's natural pace. */
  readonly speed: number
  /** Part of the next step that has already passed, from 0 to 1. */
  readonly fraction: number
}

export type PlaybackAction =
  /** A new episode, shown from its start. */
  | { readonly kind: 'load'; readonly length: number }
  /** Time went by; `stepsPerSecond` is the environment's natural pace. */
  | { readonly kind: 'tick'; readonly elapsedMs: number; readonly stepsPerSecond: number }
  | {
      readonly kind: 'play' | 'pause' | 'toggle' | 'restart' | 'toEnd' | 'stepForward' | 'stepBack'
    }
  | { readonly kind: 'slower' | 'faster' }
  | { readonly kind: 'seek'; readonly position: number }
  | { readonly kind: 'setSpeed'; readonly speed: number }

/** What the keys of a viewer that has the focus do. */
export const playbackKeys: Readonly<Record<string, PlaybackAction>> = {
  ' ': { kind: 'toggle' },
  ArrowLeft: { kind: 'stepBack' },
  ArrowRight: { kind: 'stepForward' },
  Home: { kind: 'restart' },
  End: { kind: 'toEnd' },
}

export const speeds = [0.25, 0.5, 1, 2, 4, 8] as const

export const initialPlayback: PlaybackState = {
  length: 0,
  position: 0,
  playing: true,
  speed: 1,
  fraction: 0,
}

export const isAtEnd = ({ length, position }: PlaybackState): boolean =>
  length > 0 && position >= length

const at = (state: PlaybackState, position: number): PlaybackState => ({
  ...state,
  position: Math.round(Math.min(state.length, Math.max(0, position))),
  fraction: 0,
})

/** The state after an action. */
export function advance(state: PlaybackState, action: PlaybackAction): PlaybackState {
  switch (action.kind) {
    case 'load':
      return { ...state, length: action.length, position: 0, fraction: 0 }
    case 'tick':
      return tick(state, (action.elapsedMs / 1000) * action.stepsPerSecond * state.speed)
    case 'play':
      // Playing on from the end would show nothing: begin again.
      return { ...(isAtEnd(state) ? at(state, 0) : state), playing: true }
    case 'pause':
      return { ...state, playing: false }
    case 'toggle':
      return advance(state, { kind: state.playing && !isAtEnd(state) ? 'pause' : 'play' })
    case 'restart':
      return at(state, 0)
    case 'toEnd':
      // To be looked at: the next episode waits until it is played on.
      return { ...at(state, state.length), playing: false }
    case 'stepForward':
      return { ...at(state, state.position + 1), playing: false }
    case 'stepBack':
      return { ...at(state, state.position - 1), playing: false }
    case 'seek':
      return at(state, action.position)
    case 'setSpeed':
      return { ...state, speed: action.speed }
    case 'slower':
      return { ...state, speed: speeds.findLast((speed) => speed < state.speed) ?? state.speed }
    case 'faster':
      return { ...state, speed: speeds.find((speed) => speed > state.speed) ?? state.speed }
  }
}

function tick(state: PlaybackState, steps: number): PlaybackState {
  if (!state.playing || state.length === 0 || isAtEnd(state)) return state
  const passed = state.fraction + steps
  const whole = Math.floor(passed)
  if (state.position + whole >= state.length) return at(state, state.length)
  return { ...state, position: state.position + whole, fraction: passed - whole }
}
