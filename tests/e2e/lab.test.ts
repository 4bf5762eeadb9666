import { expect } from 'vitest'
import { goTo } from './pages.ts'
import { test } from './workbench.ts'

test('a gradient check runs from the page, tells its numbers, and can be cancelled', async ({
  workbench: { page },
}) => {
  await goTo(page, 'Lab')
  // The corridor at p = ½, before anything is played.
  const exact = page.getByRole('region', { name: 'Exact values at θ' })
  await exact.getByText('−12', { exact: true }).waitFor()
  await exact.getByText('−11.656854 at 0.5858').waitFor()

  await page.getByRole('button', { name: 'Look along' }).click()
  await page.getByRole('img', { name: /^KL against α\. KL: / }).waitFor()

  const trajectories = page.getByRole('textbox', { name: 'Trajectories', exact: true })
  await trajectories.fill('10000000')
  await page.getByRole('button', { name: 'Check' }).click()
  const progress = page.getByRole('progressbar', { name: 'Gradient check' })
  await progress.waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await progress.waitFor({ state: 'detached' })

  await trajectories.fill('2000')
  // From the keyboard, as from every form.
  await trajectories.press('Control+Enter')
  const table = page.getByRole('region', { name: 'Estimators' }).getByRole('table')
  await table.waitFor()
  const rewardToGo = table.getByRole('row', { name: /^Reward-to-go agrees/ })
  await rewardToGo.waitFor()
  await table.getByRole('row', { name: /^Normalised advantages biased/ }).waitFor()
  expect(await page.getByRole('img', { name: /^trace against K/ }).count()).toBe(1)

  await trajectories.fill('a few')
  await page
    .getByRole('alert')
    .getByText(/Trajectories is "a few"/)
    .waitFor()
})
