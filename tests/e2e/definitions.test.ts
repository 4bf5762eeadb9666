import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { cartPoleFor, smallExperiment } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

/* What a page owes its reader: a definition of every number, words and a table for every chart. */

/** Numbers in lists and tables whose name says nothing more when it is pointed at, one line each. */
const undefinedNumbers = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isNumber = (element: Element) =>
      /^[−-]?\d[\d,]*(\.\d+)?( ?(±|%|\[|\().*)?( \S{1,12})?$/.test(element.textContent!.trim())
    const isDefined = (...terms: (Element | null | undefined)[]) =>
      terms.some((term) => term?.closest('[title]') ?? term?.querySelector('.cursor-help, [title]'))
    const where = (element: Element, name: string | null | undefined) =>
      `${name?.trim() || '(no name)'}: ${element.textContent!.trim()}`
    const isShown = (element: Element) => element.checkVisibility()
    const found: string[] = []

    for (const dd of [...document.querySelectorAll('main dd')].filter(isShown)) {
      let dt = dd.previousElementSibling
      while (dt && dt.tagName !== 'DT') dt = dt.previousElementSibling
      if (isNumber(dd) && !isDefined(dd, dt)) found.push(where(dd, dt?.textContent))
    }
    for (const td of [...document.querySelectorAll<HTMLTableCellElement>('main td')].filter(
      isShown,
    )) {
      // The table of a chart says its numbers again, which the chart's own title defines.
      const isOfChart = td.closest('figure details') !== null
      const head = td.closest('table')?.tHead?.rows[0]?.cells[td.cellIndex]
      const rowHead = td.parentElement?.querySelector('th')
      if (isNumber(td) && !isOfChart && !isDefined(td, head, rowHead)) {
        found.push(where(td, head?.textContent ?? rowHead?.textContent))
      }
    }
    return [...new Set(found)]
  })

/** Pictures without words, and charts without a table. */
const muteCharts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const pictures = [
      ...document.querySelectorAll('main canvas, main svg[role=img]:not([aria-hidden=true])'),
    ].filter((element) => element.checkVisibility())
    return pictures.flatMap((picture) => {
      const name = picture.getAttribute('aria-label') ?? picture.querySelector('title')?.textContent
      const figure = picture.closest('figure')
      const title = name ?? picture.outerHTML.slice(0, 80)
      // The drawing of an environment is no chart: its state stands beside it in numbers.
      const isChart = picture.closest('[data-drawing]') === null
      const hasTable =
        figure?.querySelector('details summary')?.textContent?.includes('table') ?? false
      return [
        ...(name ? [] : [`${title} has no words`]),
        ...(picture.getAttribute('role') === 'img' ? [] : [`${title} is no image to a reader`]),
        ...(isChart && !hasTable ? [`${title} has no table`] : []),
      ]
    })
  })

test('every number has its definition, and every chart words and a table, on all pages', async ({
  workbench: { page, server },
}) => {
  const { client } = server
  await client.call('runs.startSeeds', { config: cartPoleFor(5000), seeds: [1, 2, 3] })
  const other = { ...cartPoleFor(6000), optimizer: { ...cartPoleFor(1).optimizer } }
  await client.call('runs.startSeeds', { config: other, seeds: [1, 2, 3] })
  await client.call('experiments.start', smallExperiment)
  await eventually(async () =>
    (await client.call('runs.list', undefined)).every(({ status }) => status === 'completed'),
  ).toBe(true)

  const pages = [
    { path: '/runs', settled: page.getByRole('treegrid') },
    { path: '/experiments', settled: page.getByRole('link', { name: smallExperiment.name }) },
    { path: '/experiments/1', settled: page.getByRole('figure') },
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
    { path: '/compare?runs=1,2,4', settled: at.learningCurve(page) },
    {
      path: '/compare?runs=1,2,3,4,5,6&as=groups',
      settled: page.getByRole('table', { name: 'Pairs of groups' }),
    },
    { path: '/lab', settled: page.getByText('best of this policy') },
    { path: '/learn/policy', settled: page.getByText('New episode') },
    { path: '/learn/return', settled: page.getByText('R(τ)', { exact: true }) },
    { path: '/learn/objective', settled: page.getByText('Play 20 more') },
    { path: '/learn/gradient', settled: page.getByText('best', { exact: true }) },
    { path: '/learn/noise', settled: page.getByRole('table') },
    { path: '/learn/variance', settled: page.getByRole('table', { name: /^Variance/ }) },
    { path: '/learn/step', settled: page.getByText('Best α') },
    { path: '/learn/reinforce', settled: page.getByText('Gradient norm') },
    { path: '/learn/curve', settled: at.learningCurve(page) },
    { path: '/guided', settled: page.getByRole('heading', { name: 'Guided experiments' }) },
    { path: '/settings', settled: page.getByRole('heading', { name: 'Settings and about' }) },
  ]
  for (const { path, settled } of pages) {
    await page.evaluate((path) => (location.hash = path), path)
    await settled.first().waitFor()
    // What comes a moment later belongs to the page too.
    await page.waitForTimeout(500)
    expect.soft(await undefinedNumbers(page), `numbers of ${path}`).toEqual([])
    expect.soft(await muteCharts(page), `charts of ${path}`).toEqual([])
  }

  await page.evaluate(() => (location.hash = '/lab'))
  await page.getByRole('button', { name: 'Look along' }).click()
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByText('Against K').waitFor()
  await page.getByRole('button', { name: 'Look again from θ' }).waitFor()
  expect.soft(await undefinedNumbers(page), 'numbers of a check').toEqual([])
  expect.soft(await muteCharts(page), 'charts of a check').toEqual([])
})
