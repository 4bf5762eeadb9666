import { expect } from 'vitest'
import { cartPoleFor, endless } from './configs.ts'
import { eventually, test } from './workbench.ts'

test('the page of a run shows its distributions, its policy, what trained it and what happened', async ({
  workbench: { page, server },
}) => {
  const { client } = server
  const { id } = await client.call('runs.start', cartPoleFor(20_000))
  await page.getByRole('link', { name: String(id), exact: true }).click()
  const tab = (name: string) => page.getByRole('tab', { name })
  const heatMap = (name: RegExp) => page.getByRole('img', { name })

  await tab('Diagnostics').focus()
  await page.keyboard.press('ArrowRight')
  for (const name of [/^Episode returns against/, /^Advantages against/, /^Actions against/]) {
    await heatMap(name).waitFor()
  }
  await eventually(async () => (await client.call('runs.get', { runId: id })).status).toBe(
    'completed',
  )
  await eventually(() => heatMap(/^Actions/).getAttribute('aria-label')).toMatch(
    /push left \d+ %, push right \d+ %/,
  )

  await page.keyboard.press('ArrowRight')
  await heatMap(/^Most probable action of the policy/).waitFor()
  const map = page.getByRole('group', { name: 'Read cell by cell with the arrow keys' })
  await map.focus()
  await page.keyboard.press('ArrowLeft')
  await eventually(() => page.getByRole('status').allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^pole angle \(rad\) .* p\(push left\) [\d.]+/)]),
  )
  await page.getByRole('combobox', { name: 'Colour' }).selectOption('Entropy (nats)')
  await heatMap(/^Entropy/).waitFor()

  await tab('Configuration and provenance').click()
  await page.getByText('npm run -s cli -- train --config run-1.json').waitFor()
  await page.getByText(process.versions.node, { exact: true }).waitFor()
  expect(page.url()).toContain('view=details')

  await tab('Log').click()
  await page.getByRole('cell', { name: 'Completed', exact: true }).waitFor()
  await page.reload()
  await page.getByRole('cell', { name: 'Training with simd' }).waitFor()
})

test('the policy on the page changes as it learns', async ({ workbench: { page, server } }) => {
  const { id } = await server.client.call('runs.start', endless)
  await page.getByText('Running').first().waitFor()
  await page.evaluate((path) => (location.hash = path), `/runs/${id}?view=policy`)
  const seen = new Set<string>()
  const update = page.locator('[data-map-update]')
  // What is not seen is not asked for.
  await update.scrollIntoViewIfNeeded()
  await eventually(async () => seen.add(await update.innerText()).size).toBeGreaterThan(2)
})

test('a chart that is not seen is drawn once it comes into sight', async ({
  workbench: { page, server },
}) => {
  const { id } = await server.client.call('runs.start', endless)
  await page.setViewportSize({ width: 1440, height: 500 })
  await page.evaluate((path) => (location.hash = path), `/runs/${id}`)
  const pictures = (name: RegExp) => {
    const canvas = page.locator('canvas').and(page.getByRole('img', { name }))
    const seen = new Set<string>()
    const look = async () =>
      seen.add(await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL())).size
    return { canvas, look }
  }
  const [returns, entropy] = [pictures(/^Episode return/), pictures(/^Entropy/)]

  await returns.canvas.waitFor()
  expect(await entropy.look()).toBe(1)
  await eventually(returns.look).toBeGreaterThan(5)
  expect(await entropy.look()).toBe(1)
  await entropy.canvas.scrollIntoViewIfNeeded()
  await eventually(entropy.look).toBeGreaterThan(3)
})
