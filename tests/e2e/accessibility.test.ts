import { readFileSync } from 'node:fs'
import type { AxeResults } from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { inProject } from '../../scripts/project.ts'
import { cartPoleFor, smallExperiment } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

const axe = readFileSync(inProject('node_modules/axe-core/axe.min.js'), 'utf8')

/** What axe finds serious or critical on the page as it is, one line for each element. */
async function barriers(page: Page): Promise<string[]> {
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html} ${failureSummary ?? ''}`),
    )
}

test('no page has a serious barrier, in either theme', async ({ workbench: { page, server } }) => {
  const { client } = server
  const examine = async (what: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const isDark = () => page.evaluate(() => document.documentElement.classList.contains('dark'))
      await eventually(isDark).toBe(colorScheme === 'dark')
      // Colours that blend into those of the other theme are neither's.
      await page.waitForTimeout(400)
      expect.soft(await barriers(page), `${what}, ${colorScheme}`).toEqual([])
    }
  }
  await page.evaluate(axe)
  await page.getByText('No runs yet').waitFor()
  await examine('no runs')

  await client.call('runs.startSeeds', { config: cartPoleFor(5000), seeds: [1, 2] })
  await client.call('runs.startSeeds', {
    config: { ...cartPoleFor(6000), optimizer: { ...cartPoleFor(1).optimizer } },
    seeds: [1, 2],
  })
  await eventually(async () =>
    (await client.call('runs.list', undefined)).every(({ status }) => status === 'completed'),
  ).toBe(true)
  await page.getByRole('treegrid').waitFor()
  await examine('runs')
  await page.getByRole('combobox', { name: 'Filter runs' }).pressSequentially('gam')
  await page.getByRole('option').first().waitFor()
  await examine('a filter that is being written')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('checkbox', { name: 'Select all shown runs' }).check()
  await page.keyboard.press('t')
  const tag = page.getByRole('combobox', { name: 'Find or make a tag' })
  await tag.fill('paper')
  await examine('the tags of ticked runs')
  await page.keyboard.press('Escape')
  await tag.waitFor({ state: 'hidden' })
  await client.call('queue.pauseAll', undefined)
  await client.call('runs.startSeeds', { config: cartPoleFor(5000), seeds: [3, 4] })
  await page.keyboard.press('q')
  await page.getByRole('heading', { name: 'Waiting, in this order' }).waitFor()
  await examine('queue')
  await page.keyboard.press('Escape')
  await client.call('queue.stopAll', undefined)
  await client.call('queue.resumeAll', undefined)

  const pages: readonly { readonly path: string; readonly settled: Locator }[] = [
    { path: '/runs/new', settled: at.trainButton(page) },
    { path: '/runs/1', settled: at.learningCurve(page) },
    {
      path: '/runs/1?view=distributions',
      settled: page.getByRole('img', { name: /^Actions against/ }),
    },
    {
      path: '/runs/1?view=policy',
      settled: page.getByRole('img', { name: /^Most probable action/ }),
    },
    { path: '/runs/1?view=details', settled: page.getByText('Train it again') },
    { path: '/runs/1?view=log', settled: page.getByRole('cell', { name: 'Completed' }) },
    { path: '/runs/99', settled: page.getByText('There is no run 99') },
    { path: '/experiments', settled: page.getByText('No experiments yet') },
    { path: '/compare', settled: page.getByText('No runs to compare yet') },
    { path: '/compare?runs=1,3', settled: at.learningCurve(page) },
    {
      path: '/compare?runs=1,2,3,4&as=groups',
      settled: page.getByRole('table', { name: 'Pairs of groups' }),
    },
    {
      path: '/compare?runs=1,2,3,4&as=sweep',
      settled: page.getByRole('list', { name: /^Importance for/ }),
    },
    { path: '/lab', settled: page.getByText('best of this policy') },
    { path: '/learn', settled: page.getByText('New episode') },
    { path: '/learn/objective', settled: page.getByText('Play 20 more') },
    { path: '/learn/gradient', settled: page.getByText('best', { exact: true }) },
    { path: '/learn/noise', settled: page.getByRole('table') },
    { path: '/learn/variance', settled: page.getByRole('table') },
    { path: '/learn/reinforce', settled: page.getByText('Gradient norm') },
    { path: '/guided', settled: page.getByText('Guided experiments').last() },
    { path: '/guided/why-reward-to-go', settled: page.getByText('Start the experiment') },
    { path: '/theory', settled: page.locator('.formula').first() },
    { path: '/settings', settled: page.getByRole('heading', { name: 'Settings and about' }) },
  ]
  for (const { path, settled } of pages) {
    await page.evaluate((path) => (location.hash = path), path)
    await settled.waitFor()
    await examine(path)
  }

  await client.call('experiments.start', smallExperiment)
  const experiments = () => client.call('experiments.list', undefined)
  await eventually(async () => (await experiments())[0]!.summary.share).toBe(1)
  await page.evaluate(() => (location.hash = '/experiments'))
  await page.getByRole('link', { name: smallExperiment.name }).waitFor()
  await examine('experiments')
  await page.getByRole('link', { name: smallExperiment.name }).click()
  await page.getByRole('figure').waitFor()
  await examine('an experiment')

  await at.goTo(page, 'New run')
  await page.getByRole('button', { name: 'Vary Learning rate', exact: true }).click()
  await page.getByRole('button', { name: 'Vary Optimizer', exact: true }).click()
  await page.getByRole('radio', { name: 'Range' }).first().check()
  await examine('a form of a sweep')
  await page.getByRole('button', { name: 'Vary Learning rate', exact: true }).click()
  await page.getByRole('button', { name: 'Vary Optimizer', exact: true }).click()
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('menuitem').first().waitFor()
  await examine('presets')
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: 'Environment', exact: true }).selectOption({
    label: 'FrozenLake-v1',
  })
  await at.field(page, 'Learning rate').fill('-1')
  await page.getByRole('grid').waitFor()
  await examine('a form with a map and a problem')

  await at.goTo(page, 'Lab')
  await page.getByRole('button', { name: 'Look along' }).click()
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByText('Against K').waitFor()
  await page.getByRole('button', { name: 'Look again from θ' }).waitFor()
  await examine('the lab after a check')
})
