import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

/** What stands beside a field as its problem. */
const problemOf = async (page: Page, control: Locator) =>
  page.locator(`[id="${await control.getAttribute('aria-describedby')}"]`).innerText()

test('a wrong value is told beside its field in one sentence, and nothing can be trained', async ({
  workbench: { page, server },
}) => {
  await at.goTo(page, 'New run')
  const train = at.trainButton(page)
  const wrong = [
    { label: 'Learning rate', value: '-0.1', good: '0.01', says: /greater than 0/ },
    { label: 'Learning rate', value: 'fast', good: '0.01', says: /number/ },
    { label: 'Hidden layers', value: '64, 0', good: '64, 64', says: /at least 1/ },
    { label: 'Hidden layers', value: 'wide', good: '64', says: /number/ },
    { label: 'Hidden layers', value: '65536, 65536', good: '8', says: /parameters|memory/i },
  ]
  for (const { label, value, good, says } of wrong) {
    const control = at.field(page, label)
    await control.fill(value)
    await eventually(() => control.getAttribute('aria-invalid')).toBe('true')
    const sentence = await problemOf(page, control)
    expect(sentence).toMatch(says)
    expect(sentence.replace(/^▲\s*/, '')).toMatch(/^[^\n]+$/)
    expect(await train.isDisabled()).toBe(true)
    await control.press('Control+Enter')
    await control.fill(good)
    await eventually(() => train.isEnabled()).toBe(true)
  }
  expect(await server.client.call('runs.list', undefined)).toEqual([])
})

test('a policy that does not fit the environment is told beside it, and cannot be trained', async ({
  workbench: { page, server },
}) => {
  await at.goTo(page, 'New run')
  const environment = page.getByRole('combobox', { name: 'Environment', exact: true })
  const policy = page.getByRole('combobox', { name: 'Policy', exact: true })
  expect(await policy.getByRole('option', { name: /Linear Gaussian/ }).isDisabled()).toBe(true)

  await environment.selectOption({ label: 'MovingParticleContinuous-v0' })
  await policy.selectOption({ label: 'Linear Gaussian' })
  expect(await at.trainButton(page).isEnabled()).toBe(true)
  await environment.selectOption({ label: 'CartPole-v1' })
  await eventually(() => policy.getAttribute('aria-invalid')).toBe('true')
  expect(await problemOf(page, policy)).toMatch(/continuous actions/)
  expect(await at.trainButton(page).isDisabled()).toBe(true)
  expect(await server.client.call('runs.list', undefined)).toEqual([])
})

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, control: Locator) {
  for (let presses = 0; presses < 100; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab never reaches the control')
}

test('without a mouse, a run is configured and trained, and its episode played step by step', async ({
  workbench: { page, server },
}) => {
  const { keyboard } = page
  await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'New run' }))
  await keyboard.press('Enter')
  const type = async (label: string, text: string) => {
    await at.field(page, label).waitFor()
    await tabTo(page, at.field(page, label))
    await keyboard.press('Control+A')
    await keyboard.type(text)
  }
  await type('Hidden layers', '16')
  await type('Learning rate', '0.02')
  await type('Environment steps', '5000')
  await type('Seed', '7')
  await keyboard.press('Control+Enter')
  await at.status(page, 'Completed').waitFor()

  const [run] = await server.client.call('runs.list', undefined)
  expect(run!.config).toMatchObject({
    policy: { hiddenSizes: [16] },
    optimizer: { learningRate: 0.02 },
    budget: { environmentSteps: 5000 },
    seed: 7,
  })

  const episode = at.episodeViewers(page)
  const scrubber = episode.getByRole('slider', { name: 'Step' })
  await eventually(() => scrubber.isEnabled()).toBe(true)
  const position = async () => Number(await scrubber.inputValue())
  await tabTo(page, episode)
  await keyboard.press('Home')
  // An arrow pauses what plays; space plays on.
  await keyboard.press('ArrowRight')
  const paused = await position()
  await keyboard.press('ArrowRight')
  expect(await position()).toBe(paused + 1)
  await keyboard.press('ArrowLeft')
  expect(await position()).toBe(paused)
  await keyboard.press(' ')
  await eventually(position).toBeGreaterThan(paused + 1)
})

test('a lake’s map is drawn with the keyboard, what is wrong with it is told, and it is trained on', async ({
  workbench: { page, server },
}) => {
  await at.goTo(page, 'New run')
  await page.getByRole('combobox', { name: 'Environment', exact: true }).selectOption({
    label: 'FrozenLake-v1',
  })
  const map = page.getByRole('combobox', { name: 'Map', exact: true })
  const tile = (name: string) => page.getByRole('gridcell', { name })
  await tile('row 1, column 1: start').focus()
  await page.keyboard.press('f')
  await eventually(() => map.getAttribute('aria-invalid')).toBe('true')
  expect(await problemOf(page, map)).toMatch(/Map has no start; one tile must be S/)
  expect(await at.trainButton(page).isDisabled()).toBe(true)

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('s')
  await eventually(() => at.trainButton(page).isEnabled()).toBe(true)
  await page
    .getByText(/more parameters/)
    .first()
    .click()
  await at.field(page, 'Reward at a hole').fill('-1')
  await at.field(page, 'Environment steps').fill('2000')
  await at.trainButton(page).click()
  const runs = () => server.client.call('runs.list', undefined)
  await eventually(async () => (await runs()).length).toBe(1)
  const [run] = await runs()
  expect(run!.config.environment).toMatchObject({
    id: 'FrozenLake-v1',
    parameters: { map: ['FFFF', 'SHFH', 'FFFH', 'HFFG'], holeReward: -1 },
  })
})

test('every help fits into a small window, wraps, and is read and closed by keys', async ({
  workbench: { page },
}) => {
  await page.setViewportSize({ width: 1024, height: 640 })
  await at.goTo(page, 'New run')
  const signs = page.getByRole('button', { name: /^Help on/ }).filter({ visible: true })
  expect(await signs.count()).toBeGreaterThan(15)
  for (const sign of await signs.all()) {
    const name = (await sign.getAttribute('aria-label'))!
    await sign.press('Enter')
    const text = page.getByRole('dialog', { name })
    await text.waitFor()
    const isWhole = await text.evaluate((box) => {
      const { left, right, top, bottom } = box.getBoundingClientRect()
      const isInside = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight
      return isInside && box.scrollWidth <= box.clientWidth
    })
    expect(isWhole, name).toBe(true)
    await page.keyboard.press('Escape')
    await text.waitFor({ state: 'hidden' })
    expect(await sign.evaluate((button) => button === document.activeElement)).toBe(true)
  }
})
