import { readFileSync } from 'node:fs'

/** `USER_HZ`, which Linux fixes at 100 for what it tells programs. */
const TICK_MS = 10

/** What Linux tells of a process in `/proc/<pid>/stat`. */
export interface ProcessStat {
  /** It has ended and only waits for its parent to notice. */
  readonly isEnded: boolean
  /** Clock ticks from the boot of the machine to the start of the process. */
  readonly startTicks: number
}

/** Null: the text is not what `proc_pid_stat(5)` describes. */
export function parseProcessStat(text: string): ProcessStat | null {
  // The name stands in brackets and may itself hold brackets and spaces.
  const [state, ...fields] = text
    .slice(text.lastIndexOf(')') + 1)
    .trim()
    .split(' ')
  // The start is field 22, the state field 3.
  const startTicks = Number(fields[18] ?? NaN)
  return Number.isFinite(startTicks)
    ? { isEnded: state === 'Z' || state === 'X', startTicks }
    : null
}

/** When a process started, in ms of the epoch; null: it has ended; undefined: cannot be known here. */
export function processStart(pid: number): number | null | undefined {
  const own = readStat('self')
  const other = readStat(pid)
  if (!own || !other) return undefined
  // Counted from this process's own start: the time since boot is not the same in every container.
  return other.isEnded
    ? null
    : performance.timeOrigin + (other.startTicks - own.startTicks) * TICK_MS
}

function readStat(pid: number | 'self'): ProcessStat | null {
  try {
    return parseProcessStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    // Another operating system, or one that hides what others run.
    return null
  }
}
