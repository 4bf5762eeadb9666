import { expectedUpdates, firstStretch, type AlertRule } from './alert-rule.ts'

const LEAST_UPDATES = 50
/** V begins by knowing nothing. */
const FIRST = 0.1

/** A V that is worse than a constant adds variance instead of taking it away. */
export const uselessValues: AlertRule = (evidence) => {
  const explained = evidence.curve('explainedVariance')
  const begun = FIRST * expectedUpdates(evidence)
  const stretch = firstStretch(
    explained,
    (i) => explained.mean[i]! < 0 && explained.x[i]! > begun,
    LEAST_UPDATES,
  )
  return (
    stretch && {
      sentence:
        'The value function predicts worse than a constant would, so its advantages add variance. Try another learning rate, more epochs or a larger network for it, or the mean as the baseline.',
      ...stretch,
    }
  )
}
