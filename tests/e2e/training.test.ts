import { expect } from 'vitest'
import { shortNumber } from '#shared/figure/axes.ts'
import type { Client } from '#shared/rpc.ts'
import { endless } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

test('a run trains from the form until it is solved, while its curve grows and its episode moves', async ({
  workbench: { page },
}) => {
  await page.getByRole('heading', { name: 'No runs yet' }).waitFor()
  await at.goTo(page, 'New run')
  await at.choosePreset(page, 'CartPole, REINFORCE')
  // Slow enough to be watched for some seconds.
  await at.field(page, 'Learning rate').fill('0.0001')
  await at.field(page, 'Environment steps').fill('20000000')
  await at.trainButton(page).click()
  const figure = page.locator('figure', { has: at.learningCurve(page) })
  await figure.getByText('Show as table').click()

  const seen = { ends: new Set<string>(), rows: new Set<number>(), pictures: new Set<string>() }
  const watch = async () => {
    const [end] = await at.curveEnds(page)
    const rows = await figure.locator('tbody tr').count()
    const picture = await at.picture(at.episodeViewers(page).locator('canvas'))
    const isRunning = await at.status(page, 'Running').isVisible()
    if (isRunning && end !== undefined) {
      seen.ends.add(end)
      seen.rows.add(rows)
      seen.pictures.add(picture)
    }
    return at.status(page, 'Completed').isVisible()
  }
  await eventually(watch).toBe(true)
  for (const { size } of Object.values(seen)) expect(size).toBeGreaterThan(2)

  await eventually(() => at.shown(page, 'Solved at').innerText()).toMatch(/^\d+/)
  const episodes = await at.shownEpisodes(page)
  await eventually(() => at.curveEnds(page)).toEqual([shortNumber(episodes)])
})

test('a run that is over before its page is drawn is shown whole', async ({
  workbench: { page, server },
}) => {
  await at.goTo(page, 'New run')
  await at.choosePreset(page, 'CartPole, REINFORCE')
  await at.trainButton(page).click()
  await at.status(page, 'Completed').waitFor()
  const { progress } = await server.client.call('runs.get', { runId: 1 })
  await eventually(() => at.shownEpisodes(page)).toBe(progress.episodes)
  await eventually(() => at.curveEnds(page)).toEqual([shortNumber(progress.episodes)])
  const provenance = at.episodeViewers(page).getByText(/^policy after/)
  await provenance.waitFor()

  const canvas = at.episodeViewers(page).locator('canvas')
  const pictures = new Set<string>()
  await page.getByRole('button', { name: 'New episode' }).click()
  await eventually(async () => pictures.add(await at.picture(canvas)).size).toBeGreaterThan(2)
  expect(await provenance.innerText()).toBe(`policy after ${progress.updates} updates`)
})

test('the episode on the page is played by the policy as it learns', async ({
  workbench: { page, server },
}) => {
  const { id: runId } = await server.client.call('runs.start', endless)
  await page.getByRole('link', { name: String(runId), exact: true }).click()
  const viewer = at.episodeViewers(page)
  await viewer.getByRole('combobox', { name: 'Speed' }).selectOption('8×')
  const policies = new Set<string>()
  await eventually(async () => {
    policies.add(await viewer.getByText(/^policy after/).innerText())
    return policies.size
  }).toBeGreaterThan(2)
})

/** Waits until what was under way is stored, then sees that nothing more comes. */
async function expectNoMoreEpisodes(client: Client, runId: number) {
  const stored = async () => (await client.call('runs.get', { runId })).progress.episodes
  const soon = () => new Promise((resolve) => setTimeout(resolve, 700))
  let episodes = -1
  await eventually(async () => {
    const before = episodes
    episodes = await stored()
    await soon()
    return episodes - before
  }).toBe(0)
  await soon()
  expect(await stored()).toBe(episodes)
  return episodes
}

test('a run can be paused, resumed and stopped on its page, and keeps its episodes', async ({
  workbench: { page, server },
}) => {
  const { id: runId } = await server.client.call('runs.start', endless)
  await page.getByRole('link', { name: String(runId), exact: true }).click()
  await eventually(() => at.shownEpisodes(page)).toBeGreaterThan(0)

  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await at.status(page, 'Paused').waitFor()
  const whilePaused = await expectNoMoreEpisodes(server.client, runId)
  await eventually(() => at.shownEpisodes(page)).toBe(whilePaused)

  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await at.status(page, 'Running').waitFor()
  await eventually(() => at.shownEpisodes(page)).toBeGreaterThan(whilePaused)

  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await at.status(page, 'Stopped').waitFor()
  const { progress } = await server.client.call('runs.get', { runId })
  expect(progress.episodes).toBeGreaterThan(whilePaused)
  await eventually(() => at.shownEpisodes(page)).toBe(progress.episodes)
})

test('a stop is taken back in its message, or later by a key, and the run goes on', async ({
  workbench: { page, server },
}) => {
  const { id: runId } = await server.client.call('runs.start', endless)
  await page.getByRole('link', { name: String(runId), exact: true }).click()
  await eventually(() => at.shownEpisodes(page)).toBeGreaterThan(0)
  const takenBack = [
    () => page.getByRole('button', { name: 'Undo', exact: true }).click(),
    () => page.keyboard.press('Control+z'),
  ]
  for (const takeBack of takenBack) {
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await at.status(page, 'Stopped').waitFor()
    const { progress } = await server.client.call('runs.get', { runId })
    await takeBack()
    await at.status(page, 'Running').waitFor()
    await eventually(() => at.shownEpisodes(page)).toBeGreaterThan(progress.episodes)
  }
})

test('a run can be paused, resumed and stopped in the table of runs', async ({
  workbench: { page, server },
}) => {
  const { id: runId } = await server.client.call('runs.start', endless)
  const row = at.row(page, runId)
  await eventually(() => row.getByRole('button').count()).toBe(3)

  await row.getByRole('button', { name: `Pause run ${runId}` }).click()
  await at.status(row, 'Paused').waitFor()
  await row.getByRole('button', { name: `Resume run ${runId}` }).click()
  await at.status(row, 'Running').waitFor()
  await row.getByRole('button', { name: `Stop run ${runId}` }).click()
  await at.status(row, 'Stopped').waitFor()
  expect(page.url()).toMatch(/#\/runs$/)
})
