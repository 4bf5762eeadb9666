import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { cartPoleFor } from './configs.ts'
import { row } from './pages.ts'
import { eventually, test } from './workbench.ts'

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true })

/** What a message on the page says. */
const said = (page: Page, text: string | RegExp) =>
  page.getByRole('region', { name: /^Notifications/ }).getByText(text)

/** Lets files fall on the window. */
const drop = (page: Page, name: string, base64: string) =>
  page.evaluate(
    ([name, base64]) => {
      const bytes = Uint8Array.from(atob(base64!), (character) => character.charCodeAt(0))
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([bytes], name!))
      const event = { dataTransfer, bubbles: true, cancelable: true }
      document.body.dispatchEvent(new DragEvent('dragover', event))
      document.body.dispatchEvent(new DragEvent('drop', event))
    },
    [name, base64],
  )

test('a run leaves as a run file and comes back by dropping it, once', async ({
  workbench: { page, server },
}) => {
  const call = server.client.call
  const { id } = await call('runs.start', cartPoleFor(20_000))
  await eventually(async () => (await call('runs.get', { runId: id })).status).toBe('completed')
  const original = await call('runs.get', { runId: id })
  await page.getByRole('link', { name: String(id), exact: true }).click()
  await page.getByRole('button', { name: 'Export' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Run file' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`run-${id}.sqlite`)
  const path = await download.path()
  const base64 = readFileSync(path).toString('base64')

  await call('runs.delete', { runId: id })
  await call('trash.empty', undefined)
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await page.keyboard.press('1')
  await heading(page, 'Runs').waitFor()
  await drop(page, 'from-ada.sqlite', base64)
  await said(page, 'From from-ada.sqlite: imported run 2.').waitFor()
  await row(page, 2).waitFor()
  expect(await call('runs.get', { runId: 2 })).toEqual({ ...original, id: 2 })

  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await row(page, 2).waitFor({ state: 'detached' })
  // By keys and a dialog, several times.
  const choose = async () => {
    const choosing = page.waitForEvent('filechooser')
    await page.keyboard.press('Control+o')
    await (
      await choosing
    ).setFiles({
      name: 'again.sqlite',
      mimeType: 'application/vnd.sqlite3',
      buffer: readFileSync(path),
    })
  }
  await choose()
  await said(page, 'From again.sqlite: took run 2 back from the trash.').waitFor()
  await row(page, 2).waitFor()
  await choose()
  await said(page, 'From again.sqlite: run 2 was here already.').waitFor()
  expect(await call('runs.list', undefined)).toHaveLength(1)

  await page.getByRole('button', { name: 'Open', exact: true }).last().click()
  await page.getByRole('tab', { name: 'Log' }).click()
  await page.getByRole('cell', { name: 'Imported from from-ada.sqlite' }).waitFor()
})

test('a file that is no run file is refused in a sentence', async ({
  workbench: { page, server },
}) => {
  await heading(page, 'Runs').waitFor()
  const file = Buffer.alloc(20_000, 'x')
  file.write('SQLite format 3\0')
  await drop(page, 'broken.sqlite', file.toString('base64'))
  await said(page, /broken\.sqlite is damaged or not a SQLite database/).waitFor()
  await drop(page, 'notes.txt', Buffer.from('hello').toString('base64'))
  await said(page, /notes\.txt is neither a run file nor JSON/).waitFor()
  expect(await server.client.call('runs.list', undefined)).toEqual([])
})
