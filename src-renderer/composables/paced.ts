export interface Pace {
  /** Least time between two beginnings. */
  readonly intervalMs: number
  /** Least time between two beginnings, as a multiple of how long the last answer took. */
  readonly ratio: number
}

/** A task that is asked for often and run seldom. */
export interface Paced {
  /** Runs the task as soon as its pace allows; never twice at once. */
  ask(): void
  /** Runs it now, or right after the run under way. */
  askNow(): void
  stop(): void
}

/** Runs `task` so seldom that even slow answers keep the backend mostly free. */
export function createPaced(
  task: () => Promise<void>,
  { intervalMs, ratio }: Pace,
  now: () => number = () => performance.now(),
): Paced {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isRunning = false
  let isAskedAgain: 'no' | 'soon' | 'now' = 'no'
  let isStopped = false
  let notBefore = Number.NEGATIVE_INFINITY

  async function run() {
    timer = undefined
    isRunning = true
    const began = now()
    await task()
    isRunning = false
    notBefore = began + Math.max(intervalMs, ratio * (now() - began))
    if (isAskedAgain !== 'no') plan(isAskedAgain === 'now' ? 0 : notBefore - now())
    isAskedAgain = 'no'
  }

  function plan(delayMs: number) {
    if (isStopped) return
    clearTimeout(timer)
    timer = setTimeout(() => void run(), Math.max(0, delayMs))
  }

  return {
    ask() {
      if (isRunning) isAskedAgain = isAskedAgain === 'now' ? 'now' : 'soon'
      else if (timer === undefined) plan(notBefore - now())
    },
    askNow() {
      if (isRunning) isAskedAgain = 'now'
      else plan(0)
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
