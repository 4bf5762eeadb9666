import { expect } from 'vitest'
import { test } from './workbench.ts'

test('the guided experiments of the first page show what they promise', async ({
  workbench: { page, server },
}) => {
  await page.getByRole('link', { name: /^Solve CartPole/ }).click()
  await page.getByRole('button', { name: 'Start the experiment' }).click()
  await page.getByRole('heading', { name: 'Solved' }).waitFor()
  await page.getByRole('img', { name: /^Episode return against/ }).waitFor()
  await page.getByRole('link', { name: 'Watch the trained policy play' }).waitFor()

  await page.getByRole('link', { name: 'Find out why rewards-to-go are used' }).click()
  await page.getByRole('button', { name: 'Start the experiment' }).click()
  await page.getByText('Of 5 seeds with rewards-to-go, 5 ended above').waitFor()
  const variance = page.getByText(/scatters 2\.\d+ times as much/)
  await variance.waitFor()

  await page.getByRole('link', { name: 'Find out how many seeds' }).click()
  await page.getByRole('button', { name: 'Start the experiment' }).click()
  await page.getByText('387,600 such comparisons').waitFor()
  await page.getByText(/[3-9]\.\d times as narrow|[12]\.\d times as narrow/).waitFor()

  // Found again, not trained again.
  await page.reload()
  await page.getByText('387,600 such comparisons').waitFor()
  expect(await server.client.call('runs.list', undefined)).toHaveLength(31)
})
