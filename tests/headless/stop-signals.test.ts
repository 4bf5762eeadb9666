import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'

/* Signals cannot be sent to a test, so a process of its own listens and goes on regardless. */

async function listeningProcess() {
  const program = `
    import { onStopSignal } from '#main/headless/stop-signals.ts'
    onStopSignal(() => console.log('stopping'))
    setInterval(() => undefined, 1000)
    console.log('ready')
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', program])
  onTestFinished(() => void child.kill('SIGKILL'))
  const printed: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => printed.push(text.trim()))
  await expect.poll(() => printed, { timeout: 10_000 }).toEqual(['ready'])
  return { child, printed }
}

it('the second Ctrl-C ends a process that does not stop by itself', async () => {
  const { child, printed } = await listeningProcess()
  child.kill('SIGINT')
  await expect.poll(() => printed).toEqual(['ready', 'stopping'])
  await sleep(400)
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([130, null])
})

it('a signal that npm passes on besides the terminal is no second Ctrl-C', async () => {
  const { child, printed } = await listeningProcess()
  child.kill('SIGINT')
  await expect.poll(() => printed, { interval: 5 }).toEqual(['ready', 'stopping'])
  child.kill('SIGINT')
  await sleep(200)
  expect(child.exitCode).toBeNull()
})
