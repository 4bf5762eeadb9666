import { quantile } from '../statistics/location.ts'
import type { AlertRule } from './alert-rule.ts'

/** Rewards that first come may well multiply a gradient by ten. */
const FACTOR = 100
/** So many updates are needed for a median that means something. */
const LEAST_BEFORE = 20

/** One step much longer than all before it can undo what they learned. */
export const gradientExplosion: AlertRule = ({ curve, config }) => {
  const { x, mean, maximum, count } = curve('gradientNorm')
  let before = 0
  const seen: number[] = []
  for (let i = 0; i < x.length; i++) {
    const usual = seen.length > 0 ? quantile(seen, 0.5) : 0
    if (before >= LEAST_BEFORE && usual > 0 && maximum[i]! > FACTOR * usual) {
      const { optimizer } = config
      const isClipped = 'maxGradientNorm' in optimizer && optimizer.maxGradientNorm !== null
      const what = isClipped
        ? 'Its length is clipped, but its direction is that of a few steps alone.'
        : 'Try a largest gradient norm, or a smaller learning rate.'
      return {
        sentence: `The gradient of one update was ${Math.round(maximum[i]! / usual)} times as long as usual before it. ${what}`,
        firstUpdate: x[i]!,
        isNow: i === x.length - 1,
      }
    }
    before += count[i]!
    insert(seen, mean[i]!)
  }
  return null
}

/** Keeps the numbers in ascending order. */
function insert(sorted: number[], value: number): void {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  sorted.splice(low, 0, value)
}
