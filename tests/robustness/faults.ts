import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../store/sample-runs.ts'

/* Faults of the storage as the operating system brings them about. Each is over when `end` resolves. */

export interface Fault {
  end(): Promise<void>
}

/** Makes calls of the operating system fail or wait; Debian's package of this name holds it. */
export const canTrace = ((): boolean => {
  const child = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true'])
  return child.status === 0
})()

/** Only root may mount a file system of a few megabytes. */
export const canMount = ((): boolean => {
  const folder = temporaryFolderForGood()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status !== 0)
    return false
  spawnSync('umount', [folder])
  return true
})()

function temporaryFolderForGood(): string {
  const folder = join('/tmp', `workbench-mount-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Changes system calls with strace, as `pwrite64:error=ENOSPC` says. */
export async function inject(pid: number, injection: string): Promise<Fault> {
  const [calls] = injection.split(':')
  const tracer = spawn('strace', [
    ...['-f', '-o', '/dev/null', '-p', String(pid)],
    ...['-e', `trace=${calls}`, '-e', `inject=${injection}`],
  ])
  const ended = once(tracer, 'exit')
  const end = async () => {
    tracer.kill('SIGINT')
    await ended
  }
  onTestFinished(end)
  for await (const line of createInterface({ input: tracer.stderr })) {
    if (/attached/.test(line)) return { end }
  }
  throw new Error(`strace could not attach to ${pid}`)
}

/** A file system of its own for a database, which can be made larger. */
export function smallDisk(size: string) {
  const folder = temporaryFolder()
  const mount = (...args: string[]) => {
    const { status, stderr } = spawnSync('mount', args)
    if (status !== 0) throw new Error(String(stderr))
  }
  mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder)
  // Lazily: the program that is attacked may still have the database open.
  onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return {
    folder,
    resize: (to: string) => mount('-o', `remount,size=${to}`, folder),
  }
}
