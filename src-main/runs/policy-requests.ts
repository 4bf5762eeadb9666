import type { PolicyCheckpoint } from '#main/workers/protocol.ts'
import { createPlayRequests } from './play-requests.ts'

/**
 * Of a run's training time at most about 1/20 goes into copies of its policy for those who watch: a
 * copy rests 40 times as long as it took to make, which its way here doubles.
 */
const REST_FACTOR = 40

/** A policy in training as it was just now, and how long copying it held training up. */
export interface PolicyAnswer {
  readonly checkpoint: PolicyCheckpoint
  readonly costMs: number
}

/**
 * Asks a training worker for its policy. Who asks meanwhile, or so soon again that training would feel
 * it, gets the same copy.
 */
export function createPolicyRequests(
  send: (requestId: number) => void,
  now: () => number = () => performance.now(),
) {
  const requests = createPlayRequests<PolicyAnswer>()
  let asked: Promise<PolicyCheckpoint> | null = null
  let restsUntil = Infinity

  return {
    policy(): Promise<PolicyCheckpoint> {
      if (asked && now() < restsUntil) return asked
      restsUntil = Infinity
      const answer = requests.ask(send).then(({ checkpoint, costMs }) => {
        restsUntil = now() + REST_FACTOR * costMs
        return checkpoint
      })
      asked = answer
      return answer
    },
    answer: requests.answer,
    refuse(reason: string): void {
      asked = null
      requests.refuse(reason)
    },
    /** The next who asks gets a new copy: the run was paused, say, and stands still. */
    forget: (): void => void (asked = null),
  }
}
