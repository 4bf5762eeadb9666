import { seriesColor, type Theme } from './palette.ts'

/** How the values of a heat map become colours. */
export type ColorScale =
  /** From the colour nearest to the ground to the one farthest from it; `isRoot`: along the square root. */
  | {
      readonly kind: 'sequential'
      readonly min: number
      readonly max: number
      readonly isRoot?: boolean
    }
  /** Two colours that part at `middle`, as far as `reach` to either side. */
  | { readonly kind: 'diverging'; readonly middle: number; readonly reach: number }
  /** A colour for each label; a value is the number of one, and its strength mixes it with the ground. */
  | { readonly kind: 'categories'; readonly labels: readonly string[] }

/*
 * Perceptually uniform and told apart by colour-blind readers: viridis (Smith & van der Walt), and vik
 * and berlin (Crameri), whose middle is that of a light and of a dark ground.
 */
const viridis = [
  '#440154', '#482475', '#414487', '#355f8d', '#2a788e', '#21918c',
  '#22a884', '#44bf70', '#7ad151', '#bddf26', '#fde725',
] // prettier-ignore
const anchors: Readonly<Record<Theme, Record<'sequential' | 'diverging', readonly string[]>>> = {
  light: {
    sequential: viridis.toReversed(),
    diverging: [
      '#001261', '#033e7d', '#1e6f9d', '#71a8c4', '#c9dde7',
      '#eacebd', '#d39774', '#be6533', '#8b2706', '#590008',
    ], // prettier-ignore
  },
  dark: {
    sequential: viridis,
    diverging: [
      '#9eb0ff', '#5aa3da', '#2d7597', '#194155', '#11181d',
      '#270c01', '#501802', '#8a3f2a', '#c37469', '#ffacac',
    ], // prettier-ignore
  },
}

/** What lies under a heat map. */
export const groundColor: Readonly<Record<Theme, string>> = { light: '#ffffff', dark: '#18181b' }

const channels = (color: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))

/** The colour at `share` of the way from one to the other. */
function mixed(from: string, to: string, share: number): string {
  const end = channels(to)
  const mix = channels(from).map((channel, i) => Math.round(channel + (end[i]! - channel) * share))
  return `#${mix.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

/** Steps a scale is divided into: finer ones no eye tells apart, and equal cells become one shape. */
const STEPS = 64

function along(colors: readonly string[], share: number): string {
  const stepped = Math.round(Math.min(1, Math.max(0, share)) * STEPS) / STEPS
  const at = stepped * (colors.length - 1)
  const below = Math.min(colors.length - 2, Math.floor(at))
  return mixed(colors[below]!, colors[below + 1]!, at - below)
}

/** Where a value lies along a scale, from 0 to 1; undefined for categories. */
export function scalePosition(scale: ColorScale, value: number): number {
  switch (scale.kind) {
    case 'sequential': {
      const share = (value - scale.min) / (scale.max - scale.min || 1)
      return scale.isRoot ? Math.sqrt(Math.max(0, share)) : share
    }
    case 'diverging':
      return 0.5 + (value - scale.middle) / (2 * scale.reach || 1)
    case 'categories':
      return Number.NaN
  }
}

/** #rrggbb */
export function colorOf(scale: ColorScale, value: number, theme: Theme, strength = 1): string {
  if (scale.kind === 'categories') {
    const share = Math.round((0.12 + 0.88 * strength) * 32) / 32
    return mixed(groundColor[theme], seriesColor(value, theme), share)
  }
  return along(anchors[theme][scale.kind], scalePosition(scale, value))
}
