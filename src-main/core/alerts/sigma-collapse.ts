import { expectedUpdates, firstStretch, isUnsolvedAt, type AlertRule } from './alert-rule.ts'

/** Scores grow with 1/σ: a twentieth of the first σ makes them twenty times as large. */
const LEAST_SHARE = 0.05
const LEAST_UPDATES = 20
/** Late in a run a small σ may be all that is left to learn. */
const EARLY = 0.5

/** A Gaussian policy without spread no longer explores, and its scores (a − μ)/σ² explode. */
export const sigmaCollapse: AlertRule = (evidence) => {
  const sigma = evidence.curve('sigma')
  const first = sigma.mean[0]
  if (first === undefined) return null
  const isEarly = (place: number) => place <= EARLY * expectedUpdates(evidence)
  const isBad = isUnsolvedAt(evidence) ?? isEarly
  const stretch = firstStretch(
    sigma,
    (i) => sigma.mean[i]! < LEAST_SHARE * first && isBad(sigma.x[i]!),
    LEAST_UPDATES,
  )
  return (
    stretch && {
      sentence: `σ fell below ${100 * LEAST_SHARE} % of its first value while the task is not learned: the policy no longer explores, and its scores grow with 1/σ. Try an entropy bonus, a smaller learning rate, or a fixed σ.`,
      ...stretch,
    }
  )
}
