import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { cartPoleFor } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test, type Workbench } from './workbench.ts'

const filterField = (page: Page) => page.getByRole('combobox', { name: 'Filter runs' })
const shownRuns = async (page: Page): Promise<number[]> =>
  page
    .locator('tr[data-run]')
    .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['run'])))

/** Three ended runs, each of a configuration of its own. */
async function threeRuns({ page, server: { client } }: Workbench): Promise<void> {
  for (const [i, gamma] of [0.9, 0.95, 0.99].entries()) {
    const config = cartPoleFor(2000, 1 + i)
    await client.call('runs.start', { ...config, estimator: { ...config.estimator, gamma } })
  }
  await eventually(async () =>
    (await client.call('runs.list', undefined)).every(({ status }) => status === 'completed'),
  ).toBe(true)
  await eventually(() => shownRuns(page)).toEqual([3, 2, 1])
}

test('runs are found by a filter that completes itself, by keys alone', async ({ workbench }) => {
  const { page } = workbench
  await threeRuns(workbench)
  await page.keyboard.press('/')
  await page.keyboard.type('gam')
  await page.getByRole('option', { name: /^gamma/ }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.type('> 0.9')
  // The values that runs have are among the suggestions.
  await page.getByRole('option', { name: /^0.95/ }).waitFor()
  await page.keyboard.press('Enter')
  await eventually(() => shownRuns(page)).toEqual([3, 2])
  expect(await page.getByRole('option').count()).toBe(0)

  await filterField(page).fill('gamma > 0.9 and gama = 1')
  await filterField(page).press('Enter')
  await page.getByText('There is no field “gama”; names like it: gamma').waitFor()
  expect(await shownRuns(page)).toEqual([3, 2])

  await filterField(page).fill('')
  await eventually(() => shownRuns(page)).toEqual([3, 2, 1])
  await filterField(page).press('ArrowUp')
  await page.getByRole('option', { name: 'gamma > 0.9' }).waitFor()
  await page.keyboard.press('Enter')
  await eventually(() => shownRuns(page)).toEqual([3, 2])
})

test('ticked runs are marked together, and every mark is taken back', async ({ workbench }) => {
  const { page, server } = workbench
  await threeRuns(workbench)
  const marksOf = async (runId: number) => {
    const { isStarred, isArchived, tags } = await server.client.call('runs.get', { runId })
    return { isStarred, isArchived, tags }
  }
  const undo = async (message: string) => {
    const toast = page.getByRole('listitem').filter({ hasText: message })
    await toast.getByRole('button', { name: 'Undo' }).click()
  }
  for (const runId of [1, 2]) await at.row(page, runId).getByRole('checkbox').check()
  await page.keyboard.press('t')
  const tag = page.getByRole('combobox', { name: 'Find or make a tag' })
  await tag.fill('paper')
  await page.keyboard.press('Enter')
  await eventually(() => marksOf(2)).toMatchObject({ tags: ['paper'] })
  await page.keyboard.press('Escape')
  await tag.waitFor({ state: 'hidden' })
  await at.row(page, 1).getByText('paper').waitFor()

  await page.keyboard.press('s')
  await eventually(() => marksOf(1)).toMatchObject({ isStarred: true, tags: ['paper'] })
  await undo('2 runs starred')
  await eventually(() => marksOf(1)).toMatchObject({ isStarred: false, tags: ['paper'] })

  await page.keyboard.press('e')
  await eventually(() => shownRuns(page)).toEqual([3])
  await page.getByRole('button', { name: '2 archived' }).click()
  await eventually(() => shownRuns(page)).toEqual([3, 2, 1])

  await page.getByRole('button', { name: 'Delete the ticked runs' }).click()
  await eventually(() => shownRuns(page)).toEqual([3])
  await undo('2 runs deleted')
  await eventually(() => shownRuns(page)).toEqual([3, 2, 1])
  expect(await marksOf(1)).toEqual({ isStarred: false, isArchived: true, tags: ['paper'] })
})

test('notes on a run are kept as they are written, and a lock protects it', async ({
  workbench: { page, server },
}) => {
  const { id: runId } = await server.client.call('runs.start', cartPoleFor(2000))
  await eventually(() => server.client.call('runs.get', { runId })).toMatchObject({
    status: 'completed',
  })
  await page.goto(`${server.url.origin}/#/runs/${runId}`)
  const notes = page.getByRole('textbox', { name: 'Notes on this run' })
  await notes.fill('Stuck at first')
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Lock against deletion' }).click()
  await eventually(() => server.client.call('runs.get', { runId })).toMatchObject({
    notes: 'Stuck at first',
    isLocked: true,
  })
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await eventually(() => notes.inputValue()).toBe('')
  expect(await page.getByRole('button', { name: 'Delete run' }).isDisabled()).toBe(true)
})
