import type { Schedule } from '#shared/config/optimizer.ts'
import { cos } from '#shared/math/sine.ts'

/** Falls to a tenth over the budget: 1/√(1 + 99) = 1/10. */
const INVERSE_SQUARE_ROOT_STEEPNESS = 99

/**
 * What is left of the learning rate when the share `u` of the budget is used: 1 at the start of every
 * schedule; 0 at the end of linear and of cosine (Loshchilov & Hutter 2017, without restarts).
 */
export function scheduleFactor(schedule: Schedule, u: number): number {
  switch (schedule) {
    case 'constant':
      return 1
    case 'linear':
      return 1 - u
    case 'cosine':
      return (1 + cos(Math.PI * u)) / 2
    case 'inverse-square-root':
      return 1 / Math.sqrt(1 + INVERSE_SQUARE_ROOT_STEEPNESS * u)
  }
}
