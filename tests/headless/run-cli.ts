import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const cli = fileURLToPath(new URL('../../src-main/headless/cli.ts', import.meta.url))

/** Starts the real command line in a process of its own, which ends with the test. */
export function spawnCli(args: readonly string[]) {
  const child = spawn(process.execPath, [cli, ...args])
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

export interface CliResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the real command line to its end. */
export async function runCli(args: readonly string[], input = ''): Promise<CliResult> {
  const child = spawn(process.execPath, [cli, ...args])
  child.stdin.on('error', () => undefined).end(input)
  const ended = once(child, 'close') as Promise<[number | null]>
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [exitCode] = await ended
  return { exitCode, stdout, stderr }
}

/** A configuration that trains in well under a second. */
export const shortTraining = {
  environment: { id: 'CartPole-v1' },
  policy: { kind: 'softmax-linear' },
  optimizer: { kind: 'sgd' },
  batch: { episodes: 4 },
  budget: { updates: 3 },
}
