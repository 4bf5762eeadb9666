import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { cartPoleFor } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

test('another database takes the place of the open one, which can be moved and comes back', async ({
  workbench: { page, server, databasePath },
}) => {
  const inside = (name: string) => join(dirname(databasePath), name)
  const { id } = await server.client.call('runs.start', cartPoleFor(2000, 1))
  await at.status(at.row(page, id), 'Completed').waitFor()
  const settings = async () => {
    await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
    await page.keyboard.press('Control+,')
    await page.getByRole('heading', { name: 'Settings and about' }).waitFor()
  }
  await settings()
  const path = page.getByRole('textbox', { name: 'Path of a database' })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await path.fill(inside('nowhere.sqlite'))
  await button('Open').click()
  await page.getByText('There is no database').waitFor()
  await button('Create').click()
  await page.getByText('No runs yet').waitFor()

  await settings()
  await button(databasePath).click()
  await at.row(page, id).waitFor()

  await settings()
  await path.fill(inside('moved.sqlite'))
  await button('Move').click()
  await eventually(() => existsSync(databasePath)).toBe(false)
  await at.row(page, id).waitFor()
  expect(await server.client.call('runs.list', undefined)).toHaveLength(1)
})
