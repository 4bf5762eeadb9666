import { firstStretch, type AlertRule } from './alert-rule.ts'

const MOST_SHARE = 0.5
const LEAST_UPDATES = 20

/** Beyond the bounds all actions do the same, and log π is of one that was never taken. */
export const clippedActions: AlertRule = ({ curve }) => {
  const shares = curve('clippedActions')
  const stretch = firstStretch(shares, (i) => shares.mean[i]! > MOST_SHARE, LEAST_UPDATES)
  return (
    stretch && {
      sentence:
        'More than half of the actions lie outside the environment’s range and are clipped, while log π is of those that were drawn: the gradient there is mostly noise. Try a smaller initial σ or a smaller learning rate.',
      ...stretch,
    }
  )
}
