import type { Locator, Page } from 'playwright-core'
import { pages } from '#shared/pages.ts'

/* Where things are on the pages, by the names a person or a screen reader knows them by. */

/** What the Run page says of its run beside a label, such as Episodes. */
export const shown = (page: Page, label: string): Locator =>
  page
    .locator('dl > div', { has: page.getByText(label, { exact: true }) })
    .first()
    .locator('dd')

/** How many episodes the Run page says there are. */
export const shownEpisodes = async (page: Page): Promise<number> =>
  Number((await shown(page, 'Episodes').innerText()).replaceAll(',', ''))

export const status = (scope: Page | Locator, name: string): Locator =>
  scope.locator('[data-status]', { hasText: name })

/** The chart of the returns, with its end in words as its name. */
export const learningCurve = (page: Page): Locator =>
  page.getByRole('img', { name: /^Episode return against/ })

/** Where each drawn line ends on the horizontal axis, in the axis' short numbers. */
export async function curveEnds(page: Page): Promise<string[]> {
  const summary = (await learningCurve(page).getAttribute('aria-label')) ?? ''
  return [...summary.matchAll(/ at ([^;]+)/g)].map((match) => match[1]!)
}

export const episodeViewers = (page: Page): Locator =>
  page.getByRole('region', { name: /^Episode viewer/ })

/** The picture a canvas shows, as text that is equal for equal pictures. */
export const picture = (canvas: Locator): Promise<string> =>
  canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL())

export const row = (page: Page, runId: number): Locator => page.locator(`tr[data-run="${runId}"]`)

export const field = (page: Page, label: string): Locator =>
  page.getByRole('textbox', { name: label, exact: true })

export const trainButton = (page: Page): Locator => page.getByRole('button', { name: /^Train/ })

/** Fills the form of a new run in with a preset. */
export async function choosePreset(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('menuitem', { name: title }).click()
}

const headings = { Runs: 'Runs', 'New run': 'New run', Compare: 'Compare', Lab: 'Estimator lab' }

/** Goes to a page by the links on the left. */
export async function goTo(page: Page, name: keyof typeof headings): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click()
  // Until then the page before is still there, with buttons of the same names.
  await page.getByRole('heading', { level: 1, name: headings[name], exact: true }).waitFor()
}

/** The key that leads to a page, as `keyboard.press` takes it. */
export const keyOf = (name: (typeof pages)[number]['name']): string =>
  pages.find((each) => each.name === name)!.shortcut.replace('Mod', 'Control')
