import type { Training } from '#core/training.ts'
import type { RecordingMoment } from '#shared/recording.ts'

/** 1, 4, 16, …: most changes early, and a run of a million updates has ten of them. */
function isPowerOfFour(n: number): boolean {
  let left = n
  while (left > 1 && left % 4 === 0) left /= 4
  return left === 1
}

/** At which policies of a run an episode is worth keeping, which its updates alone decide. */
export function createMilestones({ progress }: Pick<Training, 'progress'>) {
  let isSolved = progress.current.solvedAt !== null
  return {
    /** What the policy is as training begins, or after an update; null: none of them. */
    reached(): RecordingMoment | null {
      const { updates, solvedAt } = progress.current
      if (updates === 0) return 'untrained'
      if (!isSolved && solvedAt !== null) {
        isSolved = true
        return 'solved'
      }
      return isPowerOfFour(updates) ? 'training' : null
    },
  }
}
