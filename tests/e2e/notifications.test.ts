import { expect } from 'vitest'
import { cartPoleFor, endless } from './configs.ts'
import { eventually, test } from './workbench.ts'

test('long work that ends unseen is told, once notifications are turned on', async ({
  workbench: { page, server },
}) => {
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  // Stands in for the system's notifications, and for a window that is not in front.
  await page.evaluate(() => {
    const told: string[] = []
    class Told {
      static permission = 'default'
      static async requestPermission() {
        return (Told.permission = 'granted')
      }
      constructor(title: string) {
        told.push(title)
      }
    }
    Object.assign(window, { Notification: Told, told })
    document.hasFocus = () => false
  })
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told)
  const trainOne = () => server.client.call('runs.start', cartPoleFor(5000, 1))

  await trainOne()
  await eventually(() => page.title()).toMatch(/^1 ended · Runs/)
  expect(await told()).toEqual([])
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await eventually(() => page.title()).toMatch(/^Runs/)

  await page.keyboard.press('Control+,')
  await page.getByRole('checkbox', { name: 'Notifications' }).check()
  const seconds = page.getByRole('spinbutton', { name: 'Seconds after which work is long' })
  await seconds.fill('1')
  await seconds.press('Enter')
  await server.client.call('runs.startSeeds', { config: cartPoleFor(400_000), seeds: [1, 2, 3] })
  await eventually(() => page.title()).toMatch(/^\d+ % · Settings/)
  await eventually(told).toEqual([expect.stringMatching(/^3 runs ended after /)])
})

test('the offer to notify goes with the work that it asks about', async ({
  workbench: { page, server },
}) => {
  await page.goto(`${page.url().split('#')[0]}#/settings`)
  const seconds = page.getByRole('spinbutton', { name: 'Seconds after which work is long' })
  await seconds.fill('1')
  await seconds.press('Enter')
  const { id } = await server.client.call('runs.start', endless)
  const offer = page.getByRole('button', { name: 'Notify me' })
  await offer.waitFor()
  await server.client.call('runs.stop', { runId: id })
  // It would stay for 20 s of its own.
  await offer.waitFor({ state: 'hidden', timeout: 10_000 })
})
