import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { presets } from '#shared/presets.ts'
import { cartPoleFor } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true })

test('keys lead to every page, and are text where text is typed', async ({
  workbench: { page },
}) => {
  await heading(page, 'Runs').waitFor()
  const headings = {
    2: 'New run',
    3: 'Experiments',
    4: 'Compare',
    5: 'Estimator lab',
    6: 'A policy draws actions',
    'Control+,': 'Settings and about',
    1: 'Runs',
  }
  for (const [key, name] of Object.entries(headings)) {
    await page.keyboard.press(key)
    await heading(page, name).waitFor()
  }
  await page.keyboard.press('2')
  const rate = at.field(page, 'Learning rate')
  await rate.fill('')
  await rate.press('1')
  expect(await rate.inputValue()).toBe('1')
  await heading(page, 'New run').waitFor()
})

test('the palette finds what can be done and does it, by keys alone', async ({
  workbench: { page, server },
}) => {
  await heading(page, 'Runs').waitFor()
  await page.keyboard.press('Control+K')
  await page.getByRole('combobox', { name: 'Find an action' }).waitFor()
  await page.keyboard.type('start cartp')
  await page.keyboard.press('Enter')
  await eventually(() => server.client.call('runs.list', undefined)).toHaveLength(1)
  await page.getByRole('heading', { level: 1, name: '#1' }).waitFor()
  expect(await page.getByRole('combobox', { name: 'Find an action' }).count()).toBe(0)

  await page.keyboard.press('Control+K')
  await page.getByRole('option').first().waitFor()
  expect(await page.getByRole('option').first().innerText()).toMatch(/^Start CartPole/)
  await page.keyboard.type('dark')
  await page.keyboard.press('Enter')
  await eventually(() => page.locator('html.dark').count()).toBe(1)
})

test('the sheet lists the shortcuts of the page, and the space bar halts the episode', async ({
  workbench: { page, server },
}) => {
  const { id } = await server.client.call('runs.start', cartPoleFor(20_000, 1))
  await page.getByRole('link', { name: String(id), exact: true }).click()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await sheet.getByText('Play or halt the episode').waitFor()
  await page.keyboard.press('1')
  await sheet.waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })

  const viewer = at.episodeViewers(page)
  await viewer.getByText(/^policy after/).waitFor()
  // Of the last policy no other episode follows by itself.
  await at.status(page, 'Completed').waitFor()
  const label = () =>
    viewer.getByRole('button', { name: /^(Play|Pause) / }).getAttribute('aria-label')
  const before = await label()
  await page.keyboard.press('Space')
  await eventually(label).not.toBe(before)
})

test('a deleted run can be taken back at once, or later from the trash', async ({
  workbench: { page, server },
}) => {
  const { id } = await server.client.call('runs.start', cartPoleFor(2000, 1))
  await at.status(at.row(page, id), 'Completed').waitFor()
  const remove = async () => {
    await page.getByRole('button', { name: `More for run ${id}` }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    // Until it is gone, keys are the menu's.
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await eventually(() => server.client.call('runs.list', undefined)).toEqual([])
  }
  await remove()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await at.row(page, id).waitFor()

  await remove()
  await page.keyboard.press('Control+,')
  await page.getByRole('button', { name: `Restore run ${id}` }).click()
  await page.getByText('Empty. Deleted runs stay here').waitFor()
  expect(await server.client.call('runs.list', undefined)).toHaveLength(1)
})

test('the settings say what there is, and how many runs train at once is changed there', async ({
  workbench: { page, server },
}) => {
  await heading(page, 'Runs').waitFor()
  await page.keyboard.press('Control+,')
  const workers = page.getByRole('spinbutton', { name: 'Runs at once' })
  await workers.fill('7')
  await workers.press('Enter')
  const info = () => server.client.call('system.info', undefined)
  await eventually(async () => (await info()).workers).toBe(7)
  await page.getByRole('button', { name: 'Check integrity' }).click()
  await page.getByText(/^\s*OK, /).waitFor()
  await page.getByText('Licences of the libraries').click()
  await page.getByText('better-sqlite3', { exact: true }).waitFor()
  await page.getByText('reka-ui', { exact: true }).waitFor()
})

test('a configuration dropped on the window opens in the form, another file says why not', async ({
  workbench: { page },
}) => {
  await heading(page, 'Runs').waitFor()
  const drop = (text: string) =>
    page.evaluate((text) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([text], 'mine.json', { type: 'application/json' }))
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
      )
    }, text)
  await drop('{"seed": 1}')
  await page.getByText('mine.json was not opened', { exact: true }).waitFor()
  const { config } = presets['cartpole-reinforce']!
  await drop(JSON.stringify({ ...config, seed: 4321 }))
  await heading(page, 'New run').waitFor()
  await page.getByText('opened from mine.json').waitFor()
  expect(await at.field(page, 'Seed').inputValue()).toBe('4321')
})
