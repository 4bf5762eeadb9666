import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { cartPoleFor } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

/** What the menu of the first chart saves, and under which name. */
async function save(page: Page, item: string): Promise<{ name: string; bytes: Buffer }> {
  // The menu of before may still be on its way out.
  await page.getByRole('menu').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Save this chart' }).first().click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

test('a chart is saved as a vector figure, as a picture, and as the table of what it draws', async ({
  workbench: { page, server },
}) => {
  const run = await server.client.call('runs.start', cartPoleFor(5000, 1))
  await page.getByRole('link', { name: String(run.id), exact: true }).click()
  await at.status(page, 'Completed').waitFor()
  const { progress } = await server.client.call('runs.get', { runId: run.id })
  await eventually(() => at.curveEnds(page)).toEqual([String(progress.episodes)])

  const svg = await save(page, 'Save as SVG')
  expect(svg.name).toBe('CartPole-v1-episode-return-run-1.svg')
  const parsed = await page.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml')
    return {
      name: documentElement.nodeName,
      text: documentElement.textContent,
      paths: documentElement.querySelectorAll('path[d^="M"]').length,
    }
  }, svg.bytes.toString())
  expect(parsed.name).toBe('svg')
  expect(parsed.text).toContain(`run 1 (seed 1; configuration ${run.configHash})`)
  expect(parsed.paths).toBeGreaterThanOrEqual(3)

  const csv = await save(page, 'Save data as CSV')
  expect(csv.name).toBe('CartPole-v1-episode-return-run-1.csv')
  const [header, ...rows] = csv.bytes.toString().trimEnd().split('\r\n')
  expect(header).toBe(
    'series,episodes,mean_of_the_last_100_episodes,mean,minimum,maximum,episodes_per_point',
  )
  const counts = rows.map((row) => Number(row.split(',').at(-1)))
  expect(counts.reduce((sum, count) => sum + count)).toBe(progress.episodes)

  // The middle of the axis, dragged over, is asked for anew; the table then has that part alone.
  const box = (await at.learningCurve(page).boundingBox())!
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.5 * box.height)
  await page.mouse.down()
  await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.6 * box.height, { steps: 3 })
  await page.mouse.up()
  const state = page.getByText(new RegExp(`^\\d+–\\d+ of ${progress.episodes} episodes$`))
  const [from, to] = (await state.innerText()).match(/\d+/g)!.map(Number) as [number, number]
  const part = (await save(page, 'Save data as CSV')).bytes
    .toString()
    .trimEnd()
    .split('\r\n')
    .slice(1)
  const places = part.map((row) => Number(row.split(',')[1]))
  expect(places.length).toBeGreaterThan(0)
  expect(places[0]).toBeGreaterThanOrEqual(from - 1)
  expect(places.at(-1)).toBeLessThanOrEqual(to + 1)
  // What the mean looks back on lies outside, and is the same.
  expect(rows).toEqual(expect.arrayContaining(part))
  await page.getByRole('group', { name: /^Read and zoom along/ }).press('Escape')
  await state.waitFor({ state: 'detached' })

  const png = await save(page, 'Save as PNG, 2×')
  expect(png.name).toBe('CartPole-v1-episode-return-run-1@2x.png')
  // Width and height stand in the first chunk.
  expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([1440, 920])
})
