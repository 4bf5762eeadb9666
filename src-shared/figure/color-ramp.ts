import type { Theme } from './palette.ts'

/* Viridis (van der Walt & Smith 2015): even steps for the eye, also without red or green. */
const anchors = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
] as const

/** The part of the ramp that stands out from the ground of each theme. */
const parts: Readonly<Record<Theme, readonly [number, number]>> = {
  light: [0, 0.8],
  dark: [0.28, 1],
}

/** Of runs that have no such number. */
export const noColor: Readonly<Record<Theme, string>> = { light: '#a1a1aa', dark: '#71717a' }

/** The colour of a share from 0 to 1, #rrggbb. */
export function rampColor(share: number, theme: Theme): string {
  if (!Number.isFinite(share)) return noColor[theme]
  const [from, to] = parts[theme]
  const place = (from + Math.min(1, Math.max(0, share)) * (to - from)) * (anchors.length - 1)
  const low = Math.min(anchors.length - 2, Math.floor(place))
  const channels = anchors[low]!.map((channel, i) =>
    Math.round(channel + (place - low) * (anchors[low + 1]![i]! - channel)),
  )
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

/** In which order lines or points of these colours are drawn: what has no value lies below all that have one. */
export const drawingOrder = (colors: readonly string[], theme: Theme): number[] =>
  [...colors.keys()].sort(
    (a, b) => Number(colors[a] !== noColor[theme]) - Number(colors[b] !== noColor[theme]),
  )
