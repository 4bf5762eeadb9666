import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

/* What a person who has never seen it finds from the first page, in at most three clicks each. */

const MOST_CLICKS = 3

async function firstPage(page: Page) {
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  await page.getByText('No runs yet').waitFor()
  let clicks = 0
  return {
    async click(what: Locator) {
      expect(++clicks).toBeLessThanOrEqual(MOST_CLICKS)
      await what.click()
    },
  }
}

const defaultPreset = (page: Page) => page.getByRole('button', { name: /^CartPole, REINFORCE/ })

test('trains the default, and watches it, with one click', async ({ workbench: { page } }) => {
  const { click } = await firstPage(page)
  await click(defaultPreset(page))
  await at.status(page, 'Completed').waitFor()
  const viewer = at.episodeViewers(page)
  await viewer.getByText(/^policy after [1-9]/).waitFor()
  const canvas = viewer.locator('canvas').first()
  const before = await at.picture(canvas)
  await eventually(async () => (await at.picture(canvas)) !== before).toBe(true)
})

test('compares two seeds with three clicks', async ({ workbench: { page } }) => {
  const { click } = await firstPage(page)
  const pages = page.getByRole('navigation', { name: 'Pages' })
  await click(pages.getByRole('link', { name: 'New run' }))
  await click(page.getByRole('textbox', { name: 'Several seeds' }))
  await page.keyboard.type('1..2')
  await click(at.trainButton(page))
  await page.getByRole('heading', { level: 1, name: 'Compare' }).waitFor()
  await page
    .getByRole('img', { name: /Episode return/ })
    .first()
    .waitFor()
  await page.getByRole('table', { name: 'Results of the groups' }).waitFor()
})

test('exports episodes as CSV with three clicks', async ({ workbench: { page } }) => {
  const { click } = await firstPage(page)
  await click(defaultPreset(page))
  await at.status(page, 'Completed').waitFor()
  await click(page.getByRole('button', { name: 'Export' }))
  const download = page.waitForEvent('download')
  await click(page.getByRole('menuitem', { name: /CSV/ }).first())
  expect((await download).suggestedFilename()).toBe('run-1-episodes.csv')
})
