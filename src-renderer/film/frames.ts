/** One picture of a film: the episode after so many steps, shown for so long. */
export interface FilmFrame {
  readonly position: number
  readonly startMs: number
  readonly durationMs: number
}

interface Pace {
  /** Steps of the episode, T. */
  readonly length: number
  /** The environment's natural pace. */
  readonly stepsPerSecond: number
  /** Multiple of it. */
  readonly speed: number
  /** Most pictures a second; where steps come faster, some are left out. */
  readonly mostPerSecond: number
}

/** How long the last picture stays. */
const HOLD_MS = 1000

/** The pictures of an episode, from its start to the state after its last action, which is never left out. */
export function filmFrames({ length, stepsPerSecond, speed, mostPerSecond }: Pace): FilmFrame[] {
  const rate = stepsPerSecond * speed
  const stride = Math.max(1, Math.ceil(rate / mostPerSecond))
  const positions: number[] = []
  for (let position = 0; position < length; position += stride) positions.push(position)
  positions.push(length)
  const at = (i: number) => (1000 * positions[i]!) / rate
  return positions.map((position, i) => ({
    position,
    startMs: at(i),
    durationMs: i + 1 < positions.length ? at(i + 1) - at(i) : HOLD_MS,
  }))
}
