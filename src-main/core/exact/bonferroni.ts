import { log } from '#shared/math/logarithm.ts'

/** The chance of a false alarm in all comparisons together. */
export const SIGNIFICANCE = 0.01

/**
 * What no |z| of `comparisons` normal ones exceeds, but with probability `significance`: the quantile
 * 1 − significance/(2·comparisons) of the standard normal distribution.
 */
export const bonferroniLimit = (comparisons: number, significance = SIGNIFICANCE): number =>
  upperQuantile(significance / (2 * comparisons))

/**
 * z with P(Z > z) = `tail`, for tails up to 0.024. Acklam's rational approximation (2003), to 1.2e-9
 * of its value.
 */
function upperQuantile(tail: number): number {
  const q = Math.sqrt(-2 * log(tail))
  const numerator =
    ((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q -
      2.549732539343734) *
      q +
      4.374664141464968) *
      q +
    2.938163982698783
  const denominator =
    (((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q +
      3.754408661907416) *
      q +
    1
  return -numerator / denominator
}
