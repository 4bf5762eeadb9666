import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { cartPoleFor } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, control: Locator) {
  await control.waitFor()
  for (let presses = 0; presses < 200; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${control.toString()}`)
}

/** Finds an action in the palette and does it. */
async function find(page: Page, words: string) {
  await page.keyboard.press('Control+K')
  const palette = page.getByRole('combobox', { name: 'Find an action' })
  await palette.waitFor()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await palette.waitFor({ state: 'detached' })
}

test('from a new run over a sweep to a file, nothing needs a mouse', async ({
  workbench: { page, server },
}) => {
  const { keyboard } = page
  await page.evaluate(
    (draft) => localStorage.setItem('workbench-draft', draft),
    JSON.stringify({ config: cartPoleFor(3000), seeds: '' }),
  )
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()

  // Create: two learning rates, five seeds each.
  await keyboard.press(at.keyOf('new-run'))
  await page.getByRole('heading', { level: 1, name: 'New run' }).waitFor()
  await tabTo(page, page.getByRole('button', { name: 'Vary Learning rate', exact: true }))
  await keyboard.press('Enter')
  await tabTo(page, page.getByRole('textbox', { name: 'Learning rate', exact: true }))
  await keyboard.press('End')
  await keyboard.type(', 0.03')
  await tabTo(page, page.getByRole('textbox', { name: 'Several seeds' }))
  await keyboard.type('1..5')
  await tabTo(page, page.getByRole('textbox', { name: 'Name of the experiment' }))
  await keyboard.type('Rates')
  await page.getByText('2 combinations × 5 seeds = 10 runs').waitFor()
  await eventually(() => page.getByRole('button', { name: 'Train 10 runs' }).isEnabled()).toBe(true)
  await keyboard.press('Control+Enter')
  await page.getByRole('table', { name: 'Configurations of the experiment' }).waitFor()
  await eventually(async () =>
    (await server.client.call('runs.list', undefined)).filter(
      ({ status }) => status === 'completed',
    ),
  ).toHaveLength(10)

  // Watch: halt an episode of a run, and go through it step by step.
  await find(page, 'open run 7')
  await page.getByRole('heading', { level: 1, name: '#7' }).waitFor()
  const viewer = at.episodeViewers(page)
  await viewer.getByText(/^policy after/).waitFor()
  const isHalted = () => viewer.getByRole('button', { name: /^Play / }).count()
  await eventually(isHalted).toBe(0)
  await keyboard.press('Space')
  await eventually(isHalted).toBe(1)
  const canvas = viewer.locator('canvas').first()
  const before = await canvas.getAttribute('aria-label')
  await keyboard.press(',')
  await eventually(() => canvas.getAttribute('aria-label')).not.toBe(before)
  await keyboard.press('.')
  await eventually(() => canvas.getAttribute('aria-label')).toBe(before)

  // Compare: the groups of the experiment.
  await keyboard.press(at.keyOf('experiments'))
  await tabTo(page, page.getByRole('link', { name: 'Rates' }))
  await keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Compare', exact: true }))
  await keyboard.press('Enter')
  await page.getByRole('table', { name: 'Pairs of groups' }).waitFor()

  // Export: the episodes of a run.
  await find(page, 'open run 7')
  await page.getByRole('heading', { level: 1, name: '#7' }).waitFor()
  const download = page.waitForEvent('download')
  await find(page, 'export episodes')
  expect((await download).suggestedFilename()).toBe('run-7-episodes.csv')
})
