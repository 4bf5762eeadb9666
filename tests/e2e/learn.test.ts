import { expect } from 'vitest'
import { cartPoleFor } from './configs.ts'
import { misfits } from './layout.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

test('without a run, the steps that need one offer to train it; with one, keys walk through all', async ({
  workbench: { page, server },
}) => {
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  await page.keyboard.press(at.keyOf('learn'))
  await page.getByRole('link', { name: 'Solve CartPole' }).waitFor()
  // What a run brings is taken up as soon as it is there.
  const { id } = await server.client.call('runs.start', cartPoleFor(20_000, 1))
  const live = page.getByRole('region', { name: 'Live numbers' })
  await live.getByRole('list', { name: 'Probability of each action' }).waitFor()

  const next = async (heading: string) => {
    await page.keyboard.press('.')
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  }
  await next('An episode has a return')
  await live.getByText('R(τ)').waitFor()
  await next('The objective is the mean return')
  await live.getByText('J(θ) ≈').waitFor()
  await next('The slope of a mean')
  await live.getByText(/ ± /).waitFor()
  await live.getByRole('slider').press('End')
  await eventually(() => live.getByRole('status').innerText()).toBe('0.95')
  await next('An estimate is noisy')
  await live.getByRole('table', { name: 'Noise of an estimate by K' }).waitFor()
  await next('Less noise for nothing')
  await live.getByRole('table', { name: 'Variance of the estimators' }).waitFor()
  await next('How far to go')
  await live.getByText('Best α').waitFor()
  await next('REINFORCE, line by line')
  await live.getByText('Gradient norm').waitFor()
  await next('Many updates make a learning curve')
  await live.getByRole('img', { name: /^Episode return against/ }).waitFor()

  // The step and the run are in the address.
  await page.getByRole('combobox', { name: 'Numbers of' }).selectOption(String(id))
  await eventually(() => new URL(page.url()).hash).toBe(`#/learn/curve?run=${id}`)
  await page.keyboard.press(',')
  await page.getByRole('heading', { level: 1, name: 'REINFORCE, line by line' }).waitFor()
  expect(new URL(page.url()).hash).toBe(`#/learn/reinforce?run=${id}`)
})

test('a run with a long name is named in full, down to its seed', async ({
  workbench: { page, server },
}) => {
  const config = cartPoleFor(1000, 1)
  const { estimator, optimizer } = config
  const long = {
    ...config,
    environment: { id: 'MovingParticleContinuous-v0' },
    policy: { kind: 'gaussian-linear' },
    seed: 4_294_967_295,
  }
  for (const changes of [
    { estimator: { ...estimator, gamma: 0.9 } },
    { optimizer: { ...optimizer, learningRate: 0.00316 } },
    { estimator: { ...estimator, baseline: 'leave-one-out' } },
  ]) {
    await server.client.call('runs.start', { ...long, ...changes } as typeof config)
  }
  await page.setViewportSize({ width: 1024, height: 640 })
  await page.evaluate(() => (location.hash = '/learn/curve'))
  const shown = page.getByRole('combobox', { name: 'Numbers of' })
  await shown.getByText(/leave-one-out.*seed 4294967295/).waitFor({ state: 'attached' })
  expect(await misfits(page)).toEqual([])
})
