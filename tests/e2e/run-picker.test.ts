import { expect } from 'vitest'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

test('runs to compare are found by a filter and chosen by keys, several with Shift', async ({
  workbench: { page },
}) => {
  await at.goTo(page, 'New run')
  await at.choosePreset(page, 'CartPole, REINFORCE')
  await at.field(page, 'Environment steps').fill('2000')
  await at.field(page, 'Several seeds').fill('1..5')
  await page.getByRole('button', { name: 'Train 5 runs' }).click()
  await page.getByRole('heading', { name: 'Compare' }).waitFor()
  await at.goTo(page, 'Runs')
  await page.getByRole('button', { name: 'Clear selection' }).click()

  await page.keyboard.press('4')
  await page.getByText('No runs to compare yet').waitFor()
  await page.getByRole('button', { name: 'Add runs' }).click()
  const choices = page.getByRole('list', { name: 'Runs to compare' }).getByRole('checkbox')
  await eventually(() => choices.count()).toBe(5)
  await page.getByRole('combobox', { name: 'Filter runs' }).fill('seed > 1')
  await page.keyboard.press('Enter')
  await eventually(() => choices.count()).toBe(4)

  await choices.first().focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+Space')
  await eventually(() => new URL(page.url()).hash).toMatch(/runs=5(,|%2C)4(,|%2C)3$/)
  expect(await choices.last().getAttribute('aria-checked')).toBe('false')
})
