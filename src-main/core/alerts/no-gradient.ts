import { firstStretch, type AlertRule } from './alert-rule.ts'

/** Rounding leaves about 10⁻⁸ of a gradient of length 1. */
const LEAST_NORM = 1e-8
const LEAST_UPDATES = 20

/** Where all trajectories earn the same, a baseline leaves nothing to learn from. */
export const noGradient: AlertRule = ({ curve }) => {
  const norms = curve('gradientNorm')
  const stretch = firstStretch(norms, (i) => norms.maximum[i]! < LEAST_NORM, LEAST_UPDATES)
  return (
    stretch && {
      sentence:
        'The gradient is 0: all episodes of a batch earn the same, so nothing is learned. Try a reward that tells them apart, more trajectories per update, or another start.',
      ...stretch,
    }
  )
}
