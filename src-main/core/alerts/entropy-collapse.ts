import { log } from '#shared/math/logarithm.ts'
import { expectedUpdates, firstStretch, isUnsolvedAt, type AlertRule } from './alert-rule.ts'

/** Below this share of log|A| a policy of two actions takes the other one less than once in 400 steps. */
const LEAST_SHARE = 0.02
/** Longer than an update that happens to visit only sure states. */
const LEAST_UPDATES = 20
/** Where no threshold tells success from failure, certainty is suspicious while most is still to learn. */
const EARLY = 0.2

/** A policy that is sure of bad actions no longer tries others: the gradient of what it never does is 0. */
export const entropyCollapse: AlertRule = (evidence) => {
  const { actionSpace } = evidence.description
  if (actionSpace.kind !== 'discrete') return null
  const most = log(actionSpace.labels.length)
  const entropy = evidence.curve('entropy')
  const isEarly = (place: number) => place <= EARLY * expectedUpdates(evidence)
  const isBad = isUnsolvedAt(evidence) ?? isEarly
  const stretch = firstStretch(
    entropy,
    (i) => entropy.mean[i]! < LEAST_SHARE * most && isBad(entropy.x[i]!),
    LEAST_UPDATES,
  )
  return (
    stretch && {
      sentence: `The policy is almost certain of its actions (entropy below ${100 * LEAST_SHARE} % of log ${actionSpace.labels.length}) while the task is not learned, so it no longer explores. Try an entropy bonus, a smaller learning rate, or more trajectories per update.`,
      ...stretch,
    }
  )
}
