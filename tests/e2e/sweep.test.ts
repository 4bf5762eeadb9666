import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { presets } from '#shared/presets.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { eventually, test } from './workbench.ts'

const { config } = presets['cartpole-reinforce']!

/** What the menu of a chart saves. */
async function savedText(page: Page, chart: string, item: string): Promise<string> {
  const figure = page.locator('figure', { has: page.getByRole('heading', { name: chart }) })
  // The menu of before may still be on its way out.
  await page.getByRole('menu').waitFor({ state: 'hidden' })
  await figure.getByRole('button', { name: 'Save this chart' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ])
  return readFileSync(await download.path(), 'utf8')
}

test('a sweep is read off parallel axes, held to a range by keys, and taken out', async ({
  workbench: { page, server },
}) => {
  for (const learningRate of [0.001, 0.01, 0.03]) {
    await server.client.call('runs.startSeeds', {
      config: parseRunConfig({
        ...config,
        optimizer: { kind: 'adam', learningRate },
        budget: { environmentSteps: 4000, stopWhenSolved: false },
      }),
      seeds: [1, 2],
    })
  }
  await eventually(async () =>
    (await server.client.call('runs.list', undefined)).every((run) => run.status === 'completed'),
  ).toBe(true)
  await page.goto(`${server.url.origin}/#/compare?runs=1,2,3,4,5,6&as=sweep`)

  const chart = page.getByRole('img', {
    name: /^Parallel coordinates of 6 runs over Learning rate/,
  })
  await chart.waitFor()
  const from = page.getByRole('slider', { name: 'Learning rate from' })
  await from.focus()
  for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp')
  await page.getByText('4 of 6 runs in range').waitFor()
  expect(await chart.getAttribute('aria-label')).toContain('4 within the chosen ranges')

  const bars = page.getByRole('list', { name: 'Importance for Final mean return (last 100)' })
  await eventually(() => bars.innerText()).toMatch(/^Learning rate: \d+(\.\d)? %, 95 % interval/m)

  const place = page.getByRole('button', { name: 'Move Learning rate: place 1 of 2' })
  await place.focus()
  await page.keyboard.press('ArrowRight')
  const moved = page.getByRole('button', { name: 'Move Learning rate: place 2 of 2' })
  await eventually(() => moved.evaluate((each) => each.matches(':focus'))).toBe(true)
  await page.keyboard.press('Home')
  await place.waitFor()
  await page.getByRole('button', { name: 'Turn Learning rate round' }).click()
  await eventually(() => from.getAttribute('aria-valuetext')).toMatch(/^0\.00\d/)
  await page.getByText('4 of 6 runs in range').waitFor()
  await page.getByRole('button', { name: 'Turn Learning rate round' }).click()

  const csv = await savedText(page, 'Parallel coordinates', 'Save data as CSV')
  expect(csv.split('\r\n')[0]).toBe(
    'run,configuration,Learning rate,Final mean return (last 100),shown',
  )
  expect(csv.match(/,no\r\n/g)).toHaveLength(2)
  expect(await savedText(page, 'Scatter', 'Save as SVG')).toMatch(
    /^<svg .*[\s\S]*runs 1–6, 3 configurations: [0-9a-f]{16}, /,
  )

  await page.getByRole('button', { name: 'Filter the table' }).click()
  const filter = page.getByRole('combobox', { name: /filter/i })
  await eventually(() => filter.inputValue()).toBe('optimizer.learningRate 0.01..0.03 and id 1..6')
  await page.getByText(/^4 of 6/).waitFor()
  await page.goBack()
  await from.focus()
  for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp')

  await page.getByRole('button', { name: 'Keep only these' }).click()
  await page.getByRole('img', { name: /^Parallel coordinates of 4 runs/ }).waitFor()
  await page.goBack()
  await chart.waitFor()
  await from.focus()
  for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp')
  await page.getByRole('button', { name: 'Compare their groups' }).click()
  await page.getByRole('button', { name: 'Remove group B from the comparison' }).waitFor()
})
