import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { runSections } from '#renderer/run/sections.ts'
import { cartPoleFor, endless } from './configs.ts'
import { everyPage, visit } from './every-page.ts'
import { misfits, recordMovement, takeMovement } from './layout.ts'
import { trainShown } from './train-shown.ts'
import { test } from './workbench.ts'

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 640 },
]

/** What is left of the larger one where everything is shown at twice its size. */
const enlarged = { width: 720, height: 450 }

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

/** What a page may move by itself, of 1 for all of it by its whole height. */
const MOST_MOVEMENT = 0.01

/** Charts take on a new size a frame later: what is not there any more is no misfit. */
async function lastingMisfits(page: Page): Promise<string[]> {
  for (let attempt = 1; attempt < 5; attempt++) {
    if ((await misfits(page)).length === 0) return []
    await page.waitForTimeout(200)
  }
  return misfits(page)
}

test('no page moves while it comes, is wider than its window, or has texts that are cut off or lie over others', async ({
  workbench: { page, server },
}) => {
  const shown = await trainShown(server.client)
  await recordMovement(page)
  await page.reload()
  for (const size of sizes) {
    await page.setViewportSize(size)
    // What a new size moves is no fault of the page that comes next.
    await page.waitForTimeout(300)
    for (const each of everyPage(page, shown)) {
      const where = `${each.name} at ${size.width} × ${size.height}`
      await takeMovement(page)
      await visit(page, each)
      // What comes a moment later belongs to the page too.
      await page.waitForTimeout(300)
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme })
        expect.soft(await lastingMisfits(page), `${where}, ${colorScheme}`).toEqual([])
      }
      const { byItself, afterInput, most } = await takeMovement(page)
      const moved = { byItself: byItself < MOST_MOVEMENT, afterInput: afterInput < MOST_MOVEMENT }
      expect.soft({ where, ...moved, most }).toMatchObject({ byItself: true, afterInput: true })
    }
  }
  await page.setViewportSize(enlarged)
  for (const each of everyPage(page, shown)) {
    await visit(page, each)
    expect.soft(await lastingMisfits(page), `${each.name} at twice its size`).toEqual([])
  }
})

test('nothing moves while a run trains', async ({ workbench: { page, server } }) => {
  const { id } = await server.client.call('runs.start', endless)
  await server.client.call('runs.start', cartPoleFor(2000))
  await recordMovement(page)
  await page.reload()
  const paths = [
    ...runSections.map(({ name: view }) => `/runs/${id}?view=${view}`),
    '/runs',
    `/compare?runs=${id},2`,
    `/learn/policy?run=${id}`,
  ]
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const path of paths) {
      await page.evaluate((path) => (location.hash = path), path)
      await page.waitForTimeout(800)
      await takeMovement(page)
      await page.waitForTimeout(1200)
      const { byItself, most } = await takeMovement(page)
      const where = `${path} at ${size.width} × ${size.height}`
      expect.soft({ where, isCalm: byItself < MOST_MOVEMENT, most }).toMatchObject({ isCalm: true })
    }
  }
})
