import { readFileSync } from 'node:fs'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { inProject } from '../../scripts/project.ts'
import { cartPoleFor } from './configs.ts'
import { everyPage, visit } from './every-page.ts'
import { openEach } from './opened-states.ts'
import { trainShown } from './train-shown.ts'
import { eventually, test } from './workbench.ts'

const axe = readFileSync(inProject('node_modules/axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds serious or critical, one line for each element: in the dialog or menu that is open,
 * behind which nothing can be reached, or else on the page.
 */
async function barriers(page: Page): Promise<string[]> {
  const { violations } = (await page.evaluate(
    'axe.run(document.querySelector("[role=dialog], [role=menu]") ?? document)',
  )) as AxeResults
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html} ${failureSummary ?? ''}`),
    )
}

/** As drawn: on a busy machine the text takes on the colours of a theme later than what is behind it. */
const hasLightText = (page: Page) =>
  page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d')!
    context.fillStyle = getComputedStyle(document.querySelector('header a')!).color
    context.fillRect(0, 0, 1, 1)
    return context.getImageData(0, 0, 1, 1).data[0]! > 128
  })

/** Examines the page as it is, in both themes. */
async function examine(page: Page, what: string): Promise<void> {
  await page.evaluate(axe)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const isDark = () => page.evaluate(() => document.documentElement.classList.contains('dark'))
    await eventually(isDark).toBe(colorScheme === 'dark')
    // Colours that blend into those of the other theme are neither's.
    await eventually(() => page.evaluate(() => document.getAnimations().length)).toBe(0)
    await eventually(() => hasLightText(page)).toBe(colorScheme === 'dark')
    expect.soft(await barriers(page), `${what}, ${colorScheme}`).toEqual([])
  }
}

test('no page has a serious barrier, in either theme', async ({ workbench: { page, server } }) => {
  const first = [
    { path: '/runs', settled: page.getByText('No runs yet') },
    { path: '/experiments', settled: page.getByText('No experiments yet') },
    { path: '/compare', settled: page.getByText('No runs to compare yet') },
    { path: '/learn', settled: page.getByRole('link', { name: 'Solve CartPole' }) },
  ]
  for (const each of first) {
    await visit(page, { ...each, name: 'first' })
    await examine(page, `${each.path} before there is a run`)
  }
  const shown = await trainShown(server.client)
  for (const each of everyPage(page, shown)) {
    await visit(page, each)
    await examine(page, each.name)
  }
})

test('no menu, dialog or other thing that a page opens has a serious barrier, in either theme', async ({
  workbench: { page, server },
}) => {
  const shown = await trainShown(server.client)
  await server.client.call('queue.pauseAll', undefined)
  await server.client.call('runs.startSeeds', { config: cartPoleFor(5000), seeds: [3, 4] })
  await openEach(page, shown, ({ name }) => examine(page, name))
})
