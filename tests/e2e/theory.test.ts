import { expect } from 'vitest'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

test('a field of the form leads to its derivation, with formulas in their own letters, and back', async ({
  workbench: { page },
}) => {
  await at.goTo(page, 'New run')
  await page.getByRole('textbox', { name: 'Discount' }).fill('0.5')
  const row = page
    .locator('div', { has: page.locator('label[for="field-estimator-gamma"]') })
    .last()
  await row.getByRole('link', { name: 'Derivation' }).click()

  const heading = page.getByRole('heading', { name: 'Discounting', exact: true })
  await heading.waitFor()
  await eventually(async () => (await heading.boundingBox())?.y).toBeLessThan(120)
  const contents = page.getByRole('navigation', { name: 'Contents' })
  await contents.locator('[aria-current=location]', { hasText: 'Discounting' }).waitFor()
  await eventually(() =>
    page.evaluate(() =>
      [...document.fonts].some(
        ({ family, status }) => family === 'KaTeX_Math' && status === 'loaded',
      ),
    ),
  ).toBe(true)

  await page.goBack()
  expect(await page.getByRole('textbox', { name: 'Discount' }).inputValue()).toBe('0.5')
})

test('without a mouse, the contents lead from section to section', async ({
  workbench: { page },
}) => {
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  await page.keyboard.press(at.keyOf('learn'))
  await page
    .getByRole('navigation', { name: 'Learn' })
    .getByRole('link', { name: 'Theory' })
    .focus()
  await page.keyboard.press('Enter')
  const contents = page.getByRole('navigation', { name: 'Contents' })
  await contents.getByRole('link', { name: 'Rewards-to-go' }).focus()
  await page.keyboard.press('Enter')
  await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('rewards-to-go')
  // To where it is already, after having gone elsewhere.
  await page.keyboard.press('End')
  await contents.getByRole('link', { name: 'Rewards-to-go' }).press('Enter')
  const heading = page.getByRole('heading', { name: 'Rewards-to-go', exact: true })
  await eventually(async () => (await heading.boundingBox())?.y).toBeLessThan(120)
})
