import { expect } from 'vitest'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

test('two seeds from one form are compared by curve, configuration and episode', async ({
  workbench: { page },
}) => {
  await at.goTo(page, 'New run')
  await page.getByRole('button', { name: 'CartPole, REINFORCE' }).click()
  await at.field(page, 'Environment steps').fill('20000')
  await at.field(page, 'Several seeds').fill('3, 8')
  await page.getByRole('button', { name: 'Train 2 runs' }).click()
  await page.getByRole('heading', { name: 'Compare' }).waitFor()

  await at.goTo(page, 'Runs')
  await page.getByRole('button', { name: 'Clear selection' }).click()
  const compare = page.getByRole('button', { name: /^Compare/ })
  for (const runId of [1, 2]) {
    expect(await compare.isDisabled()).toBe(true)
    await at.row(page, runId).getByRole('checkbox').check()
  }
  await compare.click()
  await eventually(() => at.status(page, 'Completed').count()).toBe(2)

  const differences = page.getByRole('table').filter({ hasText: 'Field' })
  expect(await differences.getByRole('row').allInnerTexts()).toEqual([
    expect.stringMatching(/^Field\s+#1\s+#2$/),
    expect.stringMatching(/^Seed\s+3\s+8$/),
  ])

  const summary = () => at.learningCurve(page).getAttribute('aria-label')
  await eventually(summary).toMatch(/against episodes\. #1: .+ at \d+; #2: .+ at \d+$/)
  await page.getByText('Environment steps', { exact: true }).first().click()
  await eventually(summary).toMatch(/environment steps\. #1: .+ at 2\dk?.*; #2: .+ at 2\d/)
  await page.getByText('Training time', { exact: true }).first().click()
  await eventually(summary).toMatch(/training time \(s\)\. #1: .+ at [\d.]+; #2: .+ at [\d.]+$/)

  const canvases = at.episodeViewers(page).locator('canvas')
  expect(await canvases.count()).toBe(2)
  const [first, second] = [canvases.nth(0), canvases.nth(1)]
  await page.getByRole('button', { name: 'New episodes' }).click()
  const pictures = new Set<string>()
  await eventually(async () => pictures.add(await at.picture(first)).size).toBeGreaterThan(2)
  await eventually(async () => (await at.picture(first)) !== (await at.picture(second))).toBe(true)
})
