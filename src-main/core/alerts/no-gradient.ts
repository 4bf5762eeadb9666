import { firstStretch, valueAt, type AlertRule } from './alert-rule.ts'

/** Rounding leaves about 10⁻⁸ of a gradient of length 1. */
const LEAST_NORM = 1e-8
const LEAST_UPDATES = 20
/** Nats below which a categorical policy practically never takes another action. */
const CERTAIN = 1e-4

/** Where all trajectories earn the same, or no action but one is ever taken, there is nothing to learn from. */
export const noGradient: AlertRule = ({ curve, description }) => {
  const norms = curve('gradientNorm')
  const stretch = firstStretch(norms, (i) => norms.maximum[i]! < LEAST_NORM, LEAST_UPDATES)
  if (!stretch) return null
  const entropy = valueAt(curve('entropy'), stretch.firstUpdate)
  const isCertain =
    description.actionSpace.kind === 'discrete' && entropy !== null && entropy < CERTAIN
  return {
    sentence: isCertain
      ? 'The gradient is 0: the policy is certain of its actions, so that its scores vanish and it cannot change any more. Start again with a smaller learning rate or an entropy bonus.'
      : 'The gradient is 0: all episodes of a batch earn the same, so nothing is learned. Try a reward that tells them apart, more trajectories per update, or another start.',
    ...stretch,
  }
}
