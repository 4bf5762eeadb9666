import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Run } from '#shared/run.ts'
import { runCli } from '../headless/run-cli.ts'
import { cartPoleFor, endless } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

/** The rows of an exported table, by the names of its columns. */
async function exportEpisodes(page: Page): Promise<Record<string, string>[]> {
  // The menu of before may still be on its way out.
  await page.getByRole('menu').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Episodes, CSV' }).click(),
  ])
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  const [header, ...rows] = lines.map((line) => line.split(','))
  return rows.map((cells) =>
    Object.fromEntries(header!.map((name, column) => [name, cells[column]!])),
  )
}

const indices = (rows: readonly Record<string, string>[]) =>
  rows.map((row) => Number(row['episode_index']))
const countingTo = (count: number) => Array.from({ length: count }, (_, i) => i)

test('the exported table has one row for each stored episode of the chosen runs', async ({
  workbench: { page, server, databasePath },
}) => {
  for (const seed of [1, 2]) await server.client.call('runs.start', cartPoleFor(20_000, seed))
  // Seeds of one configuration are one row.
  await eventually(() => page.locator('tr[data-group]').allInnerTexts()).toEqual([
    expect.stringMatching(/n = 2\s+2\s*Completed/),
  ])
  await page.getByRole('checkbox', { name: 'Select all shown runs' }).check()
  const rows = await exportEpisodes(page)

  for (const runId of [1, 2]) {
    const ofRun = rows.filter((row) => row['run_id'] === String(runId))
    const show = ['runs', 'show', String(runId), '--json', '--database', databasePath]
    const { progress } = JSON.parse((await runCli(show)).stdout) as Run
    expect(ofRun).toHaveLength(progress.episodes)
    expect(indices(ofRun)).toEqual(countingTo(progress.episodes))
    expect(Number(ofRun.at(-1)!['environment_steps'])).toBe(progress.environmentSteps)
  }
})

test('a page that is reloaded in mid-training neither loses nor doubles an episode', async ({
  workbench: { page, server },
}) => {
  const { id: runId } = await server.client.call('runs.start', endless)
  await page.getByRole('link', { name: String(runId), exact: true }).click()
  for (let reloads = 0; reloads < 2; reloads++) {
    await eventually(() => at.shownEpisodes(page)).toBeGreaterThan(0)
    const before = await at.shownEpisodes(page)
    await page.reload()
    await eventually(() => at.shownEpisodes(page)).toBeGreaterThan(before)
  }
  expect(await at.status(page, 'Running').count()).toBe(1)
  // Where the token is kept, it is not to be read from the address.
  expect(page.url()).toMatch(/#\/runs\/1$/)

  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await at.status(page, 'Stopped').waitFor()
  const { progress } = await server.client.call('runs.get', { runId })
  await eventually(() => at.shownEpisodes(page)).toBe(progress.episodes)
  expect(indices(await exportEpisodes(page))).toEqual(countingTo(progress.episodes))
})
