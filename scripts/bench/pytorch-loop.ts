import { spawnSync } from 'node:child_process'
import { inProject } from '../project.ts'

/** Steps per second of the everyday PyTorch loop, or why there are none. */
export function measurePytorchLoop(steps: number): number | string {
  const { status, stdout } = spawnSync(
    'python3',
    [inProject('scripts/bench/pytorch-loop.py'), String(steps)],
    { encoding: 'utf8' },
  )
  return status === 0 ? Number(stdout) : 'not measured: there is no python3 with torch here'
}
