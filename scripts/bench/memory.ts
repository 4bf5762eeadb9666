import { execFileSync } from 'node:child_process'
import { inProject } from '../project.ts'

/** What one run takes after 10 million steps, in a process of its own. */
export interface MemoryUse {
  /** Resident, Node itself included. */
  readonly bytes: number
  /** What is in use after 10 million steps and was not after one. */
  readonly growth: number
}

export const measureMemory = (): MemoryUse =>
  JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', inProject('scripts/bench/memory-run.ts')], {
      encoding: 'utf8',
    }),
  ) as MemoryUse
