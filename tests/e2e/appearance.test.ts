import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { presets } from '#shared/presets.ts'
import { cartPoleFor, endless, smallExperiment } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

const isDark = (page: Page) =>
  page.evaluate(() => {
    const [red = 255] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []
    return document.documentElement.classList.contains('dark') && Number(red) < 128
  })

test('the theme follows the system until it is chosen, and the choice is kept', async ({
  workbench: { page },
}) => {
  const toDark = page.getByRole('button', { name: 'Switch to the dark theme' })
  const toLight = page.getByRole('button', { name: 'Switch to the light theme' })
  await toDark.waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  await toLight.waitFor()
  expect(await isDark(page)).toBe(true)

  await toLight.click()
  await page.reload()
  await toDark.click()
  await page.emulateMedia({ colorScheme: 'light' })
  await page.reload()
  await toLight.waitFor()
  expect(await isDark(page)).toBe(true)
})

/** Elements whose text is cut off, and whether the page is wider than the window. */
const misfits = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    const { documentElement: root } = document
    for (const element of [root, document.querySelector('main')!]) {
      if (element.scrollWidth > element.clientWidth) {
        found.push(`<${element.tagName}> scrolls: ${element.scrollWidth} > ${element.clientWidth}`)
      }
    }
    for (const element of document.querySelectorAll(
      'button, label, th, legend, h1, h2, h3, dt, a',
    )) {
      // A pixel wide is what only screen readers meet; zero is what is hidden or flows in a line.
      if (element.clientWidth <= 1 || element.scrollWidth <= element.clientWidth) continue
      found.push(`<${element.tagName}> ${element.textContent.trim()} is cut off`)
    }
    return found
  })

test('no page is wider than its window and no heading, label or button is cut off', async ({
  workbench: { page, server },
}) => {
  const { client } = server
  await client.call('runs.start', cartPoleFor(5000))
  await client.call('runs.start', {
    ...presets['moving-particle']!.config,
    budget: { environmentSteps: 5000 },
  })
  await eventually(() => at.status(page, 'Completed').count()).toBe(2)
  await client.call('runs.start', endless)
  await eventually(
    async () => (await client.call('runs.get', { runId: 3 })).progress.episodes,
  ).toBeGreaterThan(0)
  await at.row(page, 3).getByRole('button', { name: 'Pause run 3' }).click()
  await at.status(page, 'Paused').waitFor()
  await client.call('experiments.start', smallExperiment)

  const pages = [
    { path: '/runs', settled: at.row(page, 1) },
    { path: '/runs/new', settled: at.trainButton(page) },
    { path: '/experiments', settled: page.getByRole('link', { name: smallExperiment.name }) },
    { path: '/experiments/1', settled: page.getByRole('figure') },
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
    { path: '/runs/2', settled: at.learningCurve(page) },
    { path: '/runs/3', settled: at.learningCurve(page) },
    { path: '/compare?runs=1,2,3', settled: at.learningCurve(page) },
    { path: '/lab', settled: page.getByText('best of this policy') },
    {
      path: '/compare?runs=1,2,3&as=groups',
      settled: page.getByRole('table', { name: 'Pairs of groups' }),
    },
    {
      path: '/compare?runs=1,2,3&as=sweep',
      settled: page.getByRole('img', { name: /^Parallel coordinates of 3 runs/ }),
    },
    { path: '/theory', settled: page.locator('.formula').first() },
  ]
  for (const { path, settled } of pages) {
    await page.evaluate((path) => (location.hash = path), path)
    await settled.waitFor()
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1024, height: 640 },
    ]) {
      await page.setViewportSize(size)
      // Charts take on a new size a frame later.
      const shown = `${path} at ${size.width} × ${size.height}`
      await expect.poll(() => misfits(page), { timeout: 10_000, message: shown }).toEqual([])
    }
  }
})
