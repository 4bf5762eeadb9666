import { expect } from 'vitest'
import { cartPoleFor } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

test('a chosen field of the configuration is a column, moves, sorts and survives a reload', async ({
  workbench: { page, server },
}) => {
  for (const gamma of [0.9, 0.95]) {
    const config = cartPoleFor(2000)
    await server.client.call('runs.start', {
      ...config,
      estimator: { ...config.estimator, gamma },
    })
  }
  await at.row(page, 2).waitFor()
  const heads = () => page.getByRole('columnheader').allInnerTexts()
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Find a column' }).fill('estimator.gamma')
  // What runs differ in is there by itself.
  const discount = page.getByRole('checkbox', { name: 'Discount', exact: true })
  await eventually(heads).toContain('Discount')
  await discount.press('Space')
  await eventually(heads).not.toContain('Discount')
  await discount.press('Space')
  await eventually(heads).toContain('Discount')
  const place = (await heads()).indexOf('Discount')
  await page.getByRole('button', { name: 'Move Discount right' }).press('Enter')
  await eventually(async () => (await heads()).indexOf('Discount')).toBe(place + 1)
  await page.keyboard.press('Escape')

  await page.getByRole('columnheader', { name: 'Discount' }).getByRole('button').click()
  await eventually(() => page.locator('tr[data-run]').allInnerTexts()).toEqual([
    expect.stringContaining('0.9\t'),
    expect.stringContaining('0.95\t'),
  ])
  await page.reload()
  await eventually(async () => (await heads()).indexOf('Discount')).toBe(place + 1)

  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  await page.getByRole('button', { name: 'Reset' }).click()
  await eventually(async () => (await heads()).indexOf('Discount')).toBe(place)
})

test('columns that say the same of all found runs stand above the table until they are wanted', async ({
  workbench: { page, server },
}) => {
  const heads = () => page.getByRole('columnheader').allInnerTexts()
  const start = (learningRate: number) =>
    server.client.call('runs.start', {
      ...cartPoleFor(2000),
      optimizer: { kind: 'sgd', learningRate },
    })
  await start(0.01)
  await at.row(page, 1).waitFor()
  // Of one configuration everything is shown.
  await eventually(heads).toContain('Policy')
  await start(0.02)
  await at.row(page, 2).waitFor()
  await eventually(heads).not.toContain('Policy')
  expect(await heads()).toContain('Environment')
  expect(await heads()).toContain('Learning rate')
  const line = page.getByText('The same in all 2:').locator('..')
  await eventually(() => line.innerText()).toContain('Policy')

  await page.getByRole('combobox', { name: 'Filter runs' }).fill('optimizer.learningRate = 0.02')
  await eventually(heads).toContain('Policy')
  await page.getByRole('combobox', { name: 'Filter runs' }).fill('')
  await eventually(heads).not.toContain('Policy')

  await page.getByRole('button', { name: 'Show as columns' }).click()
  await eventually(heads).toContain('Policy')
  await page.reload()
  await at.row(page, 2).waitFor()
  expect(await heads()).toContain('Policy')
})
