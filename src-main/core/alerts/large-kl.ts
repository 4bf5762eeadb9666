import { firstStretch, type AlertRule } from './alert-rule.ts'

/** Ten times what trust regions usually allow (Schulman et al. 2015: 0.01). */
const MOST_KL = 0.1
const LEAST_UPDATES = 5

/** A gradient is true near its parameters only; a policy that jumps leaves where it was measured. */
export const largeKl: AlertRule = ({ curve }) => {
  const kl = curve('kl')
  const stretch = firstStretch(kl, (i) => kl.mean[i]! > MOST_KL, LEAST_UPDATES)
  return (
    stretch && {
      sentence: `Updates change the policy by more than ${MOST_KL} nats at once, farther than one gradient tells. Try a smaller learning rate, a largest gradient norm, or TRPO or PPO.`,
      ...stretch,
    }
  )
}
