import { expect } from 'vitest'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

test('two seeds from one form are compared by curve, configuration and episode', async ({
  workbench: { page },
}) => {
  await at.goTo(page, 'New run')
  await at.choosePreset(page, 'CartPole, REINFORCE')
  await at.field(page, 'Environment steps').fill('20000')
  await at.field(page, 'Several seeds').fill('3, 8')
  await page.getByRole('button', { name: 'Train 2 runs' }).click()
  await page.getByRole('heading', { name: 'Compare' }).waitFor()

  await at.goTo(page, 'Runs')
  await page.getByRole('button', { name: 'Clear selection' }).click()
  await page.getByRole('button', { name: 'Show the 2 runs of CartPole-v1' }).click()
  const compare = page.getByRole('button', { name: /^Compare \(/ })
  await at.row(page, 1).getByRole('checkbox').check()
  expect(await compare.isDisabled()).toBe(true)
  await at.row(page, 2).getByRole('checkbox').check()
  await compare.click()
  await eventually(() => at.status(page, 'Completed').count()).toBe(2)

  const differences = page.getByRole('table').filter({ hasText: 'Field' })
  expect(await differences.getByRole('row').allInnerTexts()).toEqual([
    expect.stringMatching(/^Field\s+#1\s+#2$/),
    expect.stringMatching(/^Seed\s+3\s+8$/),
  ])

  const summary = () => at.learningCurve(page).getAttribute('aria-label')
  await eventually(summary).toMatch(/against episodes\. #1: .+ at \d+; #2: .+ at \d+$/)
  await page.getByRole('combobox', { name: /^against/ }).selectOption('Environment steps')
  await eventually(summary).toMatch(/environment steps\. #1: .+ at 2\dk?.*; #2: .+ at 2\d/)
  await page.getByRole('combobox', { name: /^against/ }).selectOption('Training time')
  await eventually(summary).toMatch(/training time \(s\)\. #1: .+ at [\d.]+; #2: .+ at [\d.]+$/)
  // In steps both lines are as long; in seconds one may end before the other's middle.
  await page.getByRole('combobox', { name: /^against/ }).selectOption('Environment steps')

  await page.getByRole('button', { name: 'Add chart' }).click()
  await page.getByLabel('Metric of chart 2').selectOption('Entropy')
  const entropy = page.getByRole('img', { name: /^Entropy against environment steps/ })
  await eventually(() => entropy.getAttribute('aria-label')).toMatch(/#1: .+; #2: /)
  await at.learningCurve(page).hover()
  const linked = page.locator('[data-panel]').nth(1).locator('[data-linked-reading]')
  await eventually(() => linked.innerText()).toMatch(/#1\s+0\.\d+\s+#2\s+0\.\d+/)
  await page.mouse.move(0, 0)
  await page
    .getByRole('group', { name: /^Read and zoom/ })
    .first()
    .focus()
  // Half of the way, where both lines still are.
  for (let i = 0; i < 25; i++) await page.keyboard.press('Shift+ArrowLeft')
  const own = page.locator('[data-panel]').first().getByRole('status')
  await eventually(() => own.innerText()).toMatch(/^Environment steps [\d.,k]+\s+#1\s+\d/)
  await eventually(() => linked.innerText()).toMatch(/#1\s+0\.\d+/)

  await page.getByRole('combobox', { name: /^against/ }).selectOption('KL old ‖ new')
  const relation = page.getByRole('img', { name: /^Episode return against KL old/ })
  await eventually(() => relation.getAttribute('aria-label')).toMatch(
    /#1: from .+ to .+; #2: from /,
  )
  const reading = page.getByRole('group', { name: /^Read and zoom/ })
  await reading.first().focus()
  await page.keyboard.press('Shift+ArrowRight')
  const moment = page.locator('[data-panel]').first().getByRole('status')
  await eventually(() => moment.innerText()).toMatch(/^After [\d,]+ episodes\s+#1\s+[\d.e-]+\s+\d/)
  await eventually(() => linked.innerText()).toMatch(/^After [\d,]+ episodes\s+#1/)
  await page.keyboard.press('+')
  const shown = page.getByText(/^[\d.e−-]+–[\d.e−-]+ of [\d.e−-]+–[\d.e−-]+ nats$/)
  await shown.waitFor()
  await page.keyboard.press('0')
  await shown.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Remove chart 2' }).click()

  const canvases = at.episodeViewers(page).locator('canvas')
  expect(await canvases.count()).toBe(2)
  const [first, second] = [canvases.nth(0), canvases.nth(1)]
  const together = page.getByRole('region', { name: /^Side by side/ })
  await together.getByRole('button', { name: 'Next start' }).click()
  await eventually(() => together.getByRole('spinbutton', { name: 'Start' }).inputValue()).toBe('2')
  const pictures = new Set<string>()
  await eventually(async () => pictures.add(await at.picture(first)).size).toBeGreaterThan(2)
  await eventually(async () => (await at.picture(first)) !== (await at.picture(second))).toBe(true)
  // From the same state, although the seeds differ.
  await together.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Home')
  const words = (canvas: typeof first) => canvas.getAttribute('aria-label')
  await eventually(() => words(first)).toMatch(/step 0: cart position/)
  expect(await words(second)).toBe(await words(first))
})

test('groups of seeds from two forms are compared by statistics one can quote', async ({
  workbench: { page, server },
}) => {
  for (const learningRate of ['0.01', '0.0001']) {
    await at.goTo(page, 'New run')
    if (learningRate === '0.01') {
      await at.choosePreset(page, 'CartPole, REINFORCE')
    }
    await at.field(page, 'Learning rate').fill(learningRate)
    await at.field(page, 'Environment steps').fill('15000')
    await at.field(page, 'Several seeds').fill('3')
    await page.getByRole('button', { name: 'Train 3 runs' }).click()
    await page.getByText('One group alone').waitFor()
  }
  await eventually(async () =>
    (await server.client.call('runs.list', undefined)).filter(
      ({ status }) => status === 'completed',
    ),
  ).toHaveLength(6)

  await at.goTo(page, 'Runs')
  await page.getByRole('button', { name: 'Clear selection' }).click()
  const groups = page.locator('tr[data-group]')
  expect(await groups.count()).toBe(2)
  await eventually(() => groups.first().innerText()).toMatch(/n = 3/)
  expect(await groups.first().innerText()).toMatch(/\d ± \d/)
  for (const group of await groups.all()) await group.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Compare (6)' }).click()

  const chart = page.getByRole('img', { name: /^IQM over seeds of Episode return against env/ })
  await eventually(() => chart.getAttribute('aria-label')).toMatch(/ A: .+ at \d.*; B: .+ at \d/)
  // These runs stop once solved, so they are judged by how soon; by their returns, that is warned of where one did.
  const score = page.getByRole('combobox', { name: 'Score' })
  expect(await score.inputValue()).toBe('stepsToThreshold')
  const sentence = page.getByRole('list', { name: 'In words' }).getByRole('listitem').first()
  await eventually(() => sentence.innerText()).toMatch(/^On steps to threshold/)
  await score.selectOption('meanReturnLast100')
  await eventually(() => sentence.innerText()).toMatch(
    /^On final mean return \(last 100\), .*P\([AB] \(learning rate 0\.01\) > [AB] \(learning rate 0\.0001\)\) = \d\.\d\d \[95 % CI \d\.\d\d+, \d\.\d\d+\], n = 3 vs 3 seeds; difference .*\(Welch p [=<] 0\.\d+\)\.$/,
  )
  await sentence.getByRole('button').click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()

  const notes = page.getByRole('list', { name: 'Before you conclude' })
  expect(await notes.innerText()).toMatch(/A \(.+\) has 3 seeds: with fewer than 5/)
  const results = page.getByRole('table', { name: 'Results of the groups' })
  expect(await results.getByRole('row').nth(1).innerText()).toMatch(/A.*\s3\s.*\d ± \d.* to /s)
  await page.getByRole('textbox', { name: 'I want to find a difference of' }).fill('50')
  await page.getByText(/\d seeds per group/).waitFor()

  await page.getByText('Median', { exact: true }).first().click()
  await page.getByRole('img', { name: /^Median over seeds/ }).waitFor()
  await page.getByText('Groups of seeds', { exact: true }).waitFor()
  await page.getByText('Runs', { exact: true }).last().click()
  await at.learningCurve(page).waitFor()
})
