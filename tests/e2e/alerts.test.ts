import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { parseRunConfig } from '#shared/run-config.ts'
import { eventually, test } from './workbench.ts'

/** Steps so large that the policy is soon certain of bad actions. */
const collapsing = parseRunConfig({
  environment: { id: 'CartPole-v1' },
  policy: { kind: 'softmax-linear' },
  estimator: {},
  optimizer: { kind: 'adam', learningRate: 1.5 },
  batch: { episodes: 4 },
  budget: { updates: 300 },
  seed: 1,
})

test('an alert is shown on the chart where it begins, told in words, hidden, and saved with the figure', async ({
  workbench: { page, server },
}) => {
  const { client } = server
  const { id } = await client.call('runs.start', collapsing)
  await eventually(async () => (await client.call('runs.get', { runId: id })).status).toBe(
    'completed',
  )
  const inTable = page.getByRole('row').getByRole('img', { name: /^Alerts: .*Entropy collapse/ })
  await inTable.waitFor()
  await page.getByRole('combobox', { name: 'Filter runs' }).fill('not has alert')
  await eventually(() => inTable.count()).toBe(0)
  await page.getByRole('combobox', { name: 'Filter runs' }).fill('alert = entropy-collapse')
  await inTable.waitFor()

  await page.getByRole('link', { name: String(id), exact: true }).click()
  const marks = page.getByRole('img', { name: /^Alert: .* from .* Rule: / })
  await eventually(() => marks.count()).toBeGreaterThan(1)
  await page.getByRole('img', { name: /^Episode return against.* Alert: / }).waitFor()

  await page.getByRole('button', { name: 'Show on the chart' }).first().click()
  await page.getByRole('button', { name: 'Show all' }).waitFor()
  await eventually(() => marks.count()).toBeGreaterThan(0)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save this chart' }).first().click()
  await page.getByRole('menuitem', { name: 'Save as SVG' }).click()
  expect(await readFile(await (await download).path(), 'utf8')).toContain(': from ')

  await page.getByRole('checkbox', { name: 'Alerts' }).uncheck()
  await eventually(() => marks.count()).toBe(0)
  await page.reload()
  await page.getByRole('checkbox', { name: 'Alerts', checked: false }).waitFor()
  expect(await marks.count()).toBe(0)
})
