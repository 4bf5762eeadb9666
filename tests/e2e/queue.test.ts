import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test as plain } from 'vitest'
import { cartPoleFor } from './configs.ts'
import { startServer, type Server } from './server.ts'
import { eventually, test } from './workbench.ts'

const all = ({ client }: Server) => client.call('runs.list', undefined)
const isOver = async (server: Server) =>
  (await all(server)).every(({ status }) => status === 'completed')

plain(
  'a server that is killed amid ten runs goes on with them, and each ends as if nothing had been',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'workbench-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const start = async (name: string) => {
      const server = await startServer({ databasePath: join(folder, name) })
      onTestFinished(() => server.end('SIGKILL'))
      return server
    }
    const seeds = Array.from({ length: 10 }, (_, i) => i + 1)
    const config = cartPoleFor(100_000)
    const hashes = async (server: Server) => {
      await eventually(() => isOver(server)).toBe(true)
      return (await all(server)).map(({ id, config: { seed }, metricsHash }) => [
        id,
        seed,
        metricsHash,
      ])
    }

    const killed = await start('killed.sqlite')
    await killed.client.call('runs.startSeeds', { config, seeds })
    await eventually(
      async () => (await killed.client.call('queue.get', undefined)).endedCount,
    ).toBeGreaterThan(2)
    await killed.end('SIGKILL')
    const again = await start('killed.sqlite')
    expect(
      (await again.client.call('queue.get', undefined)).lastSession!.continued,
    ).toBeGreaterThan(0)
    const found = await hashes(again)
    await again.end('SIGTERM')

    const undisturbed = await start('undisturbed.sqlite')
    await undisturbed.client.call('runs.startSeeds', { config, seeds })
    expect(found).toEqual(await hashes(undisturbed))
    expect(found).toHaveLength(10)
  },
)

test('the queue is ordered, paused and resumed by keyboard, and goes on after a kill', async ({
  workbench,
}) => {
  const { page, server } = workbench
  const waiting = async () =>
    (await workbench.server.client.call('queue.get', undefined)).waiting.map(({ id }) => id)
  const config = { ...cartPoleFor(1), budget: { environmentSteps: 1e9, stopWhenSolved: false } }
  await server.client.call('runs.startSeeds', { config, seeds: [1, 2, 3, 4, 5] })
  await page.getByRole('button', { name: '2 training · 3 waiting' }).waitFor()

  await page.keyboard.press('q')
  await page.getByRole('button', { name: '#5 CartPole-v1, seed 5' }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await eventually(waiting).toEqual([3, 5, 4])
  await page.getByText('Run 5 is number 2 of 3 that wait').waitFor({ state: 'attached' })
  // The run keeps the focus, and can be moved on.
  await page.keyboard.press('Alt+ArrowUp')
  await eventually(waiting).toEqual([5, 3, 4])
  await page.getByText('Run 5 is number 1 of 3 that wait').waitFor({ state: 'attached' })

  await page.getByRole('button', { name: 'Pause all' }).press('Enter')
  await page.getByText('Paused: nothing begins').waitFor()
  await page.getByRole('button', { name: 'Resume all' }).press('Enter')
  await eventually(
    async () => (await all(workbench.server)).filter(({ status }) => status === 'running').length,
  ).toBe(2)
  await page.keyboard.press('Escape')

  workbench.expectError(/WebSocket|ERR_CONNECTION/)
  await workbench.server.end('SIGKILL')
  await workbench.restart()
  // Another token: as a person would open it anew.
  await page.goto('about:blank')
  await page.goto(workbench.server.url.href)
  await page.getByText('5 runs of the last session go on').first().waitFor()
  expect(await waiting()).toEqual([5, 3, 4])
  await page.getByRole('button', { name: 'Pause all' }).click()
  await page.getByRole('button', { name: '2 paused · 3 waiting' }).waitFor()
})
