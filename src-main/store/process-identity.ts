import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'

/* How a process is recognised. None of this depends on the clock, which people and servers set. */

/** Fields are null if the system does not tell. */
export interface ProcessIdentity {
  /** Names the current start of the machine. */
  readonly bootId: string | null
  /** Clock ticks from the boot of the machine to the start of the process. */
  readonly startTicks: number | null
}

/** What Linux says about a process in `/proc/<pid>/stat`. */
export interface ProcessStat {
  /** It has ended and only waits for its parent to notice. */
  readonly isEnded: boolean
  readonly startTicks: number
}

/** Milliseconds since the machine started. */
export const machineUptimeMs = (): number => Math.round(uptime() * 1000)

/** The identity of this process. */
export const ownIdentity = (): ProcessIdentity => ({
  bootId: bootId(),
  startTicks: processStat(process.pid)?.startTicks ?? null,
})

/** Returns null if the system has no such name. */
export function bootId(): string | null {
  return readIfThere('/proc/sys/kernel/random/boot_id')?.trim() || null
}

/** Returns null if the process is gone, or if the system does not tell. */
export function processStat(pid: number): ProcessStat | null {
  const text = readIfThere(`/proc/${pid}/stat`)
  return text === null ? null : parseProcessStat(text)
}

/** Returns null if the text is not what `proc_pid_stat(5)` describes. */
export function parseProcessStat(text: string): ProcessStat | null {
  // The name stands in brackets and may itself hold brackets and spaces.
  const [state, ...fields] = text
    .slice(text.lastIndexOf(')') + 1)
    .trim()
    .split(' ')
  // The state is field 3 and the start field 22.
  const startTicks = Number(fields[18] ?? NaN)
  return Number.isFinite(startTicks)
    ? { isEnded: state === 'Z' || state === 'X', startTicks }
    : null
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // This is another operating system, it hides what others run, or the process is gone.
    return null
  }
}
