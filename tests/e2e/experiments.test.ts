import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { cartPoleFor, smallExperiment } from './configs.ts'
import { eventually, test } from './workbench.ts'

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, control: Locator) {
  for (let presses = 0; presses < 150; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${control.toString()}`)
}

const draft = { config: cartPoleFor(3000), seeds: '' }

test('a sweep of two learning rates and five seeds is written, watched, compared and exported by keyboard alone', async ({
  workbench: { page, server },
}) => {
  await page.evaluate(
    (draft) => localStorage.setItem('workbench-draft', draft),
    JSON.stringify(draft),
  )
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  await page.keyboard.press('2')
  await page.getByRole('heading', { level: 1, name: 'New run' }).waitFor()
  const { keyboard } = page

  await tabTo(page, page.getByRole('button', { name: 'Vary Learning rate', exact: true }))
  await keyboard.press('Enter')
  await tabTo(page, page.getByRole('textbox', { name: 'Learning rate', exact: true }))
  await keyboard.press('End')
  await keyboard.type(', 0.03')
  await tabTo(page, page.getByRole('textbox', { name: 'Several seeds' }))
  await keyboard.type('1..5')
  await tabTo(page, page.getByRole('textbox', { name: 'Name of the experiment' }))
  await keyboard.type('Rates')
  await keyboard.press('Tab')
  await keyboard.type('Does the larger rate learn faster?')
  await page.getByText('2 combinations × 5 seeds = 10 runs').waitFor()
  await eventually(() => page.getByRole('button', { name: 'Train 10 runs' }).isEnabled()).toBe(true)
  await keyboard.press('Control+Enter')

  await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor()
  const table = page.getByRole('table', { name: 'Configurations of the experiment' })
  await eventually(() => page.getByText('ended', { exact: true }).count()).toBe(1)
  await eventually(() => table.getByRole('row').count()).toBe(3)
  await eventually(() => page.locator('[data-best]').innerText()).toMatch(
    /^Learning rate 0\.0[13] has the highest IQM, .* 5 seeds\)\./,
  )
  await page.getByRole('img', { name: /against Learning rate/ }).waitFor()
  // The seeds of each configuration as one learning curve.
  await page
    .getByRole('img', { name: /^IQM over seeds of Episode return against .*A: .*B: /s })
    .waitFor()
  const [experiment] = await server.client.call('experiments.list', undefined)
  expect(experiment).toMatchObject({
    name: 'Rates',
    question: 'Does the larger rate learn faster?',
    summary: { runs: 10, cells: 2, statuses: { completed: 10 } },
  })

  const download = page.waitForEvent('download')
  await tabTo(page, page.getByRole('button', { name: 'Export' }))
  await keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Everything, JSON' }).waitFor()
  // The last entry is the run file.
  await keyboard.press('End')
  await keyboard.press('ArrowUp')
  await keyboard.press('Enter')
  const file = await download
  expect(file.suggestedFilename()).toBe('experiment-1.json')
  const exported = JSON.parse(readFileSync(await file.path(), 'utf8'))
  expect(exported).toMatchObject({ experiment: { name: 'Rates' } })
  expect(exported.runs).toHaveLength(10)

  await keyboard.press('Escape')
  await tabTo(page, page.getByRole('button', { name: 'Compare', exact: true }))
  await keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Compare' }).waitFor()
  await page.getByRole('table', { name: 'Pairs of groups' }).waitFor()
})

test('what is written of an experiment is saved as it is typed, and can be undone', async ({
  workbench: { page, server },
}) => {
  const { client } = server
  const { id: experimentId } = await client.call('experiments.create', {
    name: 'By hand',
    question: 'Why?',
  })
  const stored = () => client.call('experiments.get', { experimentId })
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  await page.keyboard.press('3')
  await page.getByRole('link', { name: 'By hand' }).click()
  const question = page.getByRole('textbox', { name: 'Question' })
  await question.fill('Why not?')
  await eventually(async () => (await stored()).question).toBe('Why not?')
  await page.getByRole('button', { name: 'Undo the changes of question' }).click()
  await eventually(async () => (await stored()).question).toBe('Why?')
  expect(await question.inputValue()).toBe('Why?')

  await page.getByRole('button', { name: 'Delete the experiment' }).click()
  await page.getByRole('menuitem', { name: 'Delete, keep the runs' }).click()
  await page.getByText('No experiments yet').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('link', { name: 'By hand' }).waitFor()
})

test('a sweep dropped on the window fills the form in', async ({ workbench: { page } }) => {
  const sweep = {
    name: 'Dropped',
    config: cartPoleFor(3000),
    vary: [{ path: 'estimator.gamma', values: [0.9, 0.99, 1] }],
    seeds: [1, 2],
  }
  // Nothing listens before the page is there.
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'sweep.json', { type: 'application/json' }))
    return data
  }, JSON.stringify(sweep))
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
  await page.getByText('opened from sweep.json').waitFor()
  await page.getByText('3 combinations × 2 seeds = 6 runs').waitFor()
  expect(await page.getByRole('textbox', { name: 'Discount', exact: true }).inputValue()).toBe(
    '0.9, 0.99, 1',
  )
})

test('a sweep that a kill cuts short goes on after the next start, with no run lost, doubled or changed', async ({
  workbench,
}) => {
  const { page } = workbench
  workbench.expectError(/WebSocket connection to .* failed/)
  workbench.expectError(/Failed to load resource: net::ERR_/)
  const sweep = { ...smallExperiment.sweep, config: cartPoleFor(40_000) }
  const started = await workbench.server.client.call('experiments.start', { name: 'Cut', sweep })
  const experimentId = started.experiment.id
  const runsOf = async () =>
    (await workbench.server.client.call('runs.list', undefined)).filter(
      (run) => run.experimentId === experimentId,
    )
  const ended = async () => (await runsOf()).filter(({ status }) => status === 'completed').length
  await eventually(ended).toBeGreaterThan(1)
  await workbench.server.end('SIGKILL')

  await workbench.restart()
  await page.goto(workbench.server.url.href)
  await page.getByText('of the last session').first().waitFor()
  await page.keyboard.press('3')
  await page.getByRole('link', { name: 'Cut' }).click()
  await eventually(() => page.getByText('ended', { exact: true }).count()).toBe(1)
  const runs = await runsOf()
  expect(runs.map(({ id }) => id).sort((a, b) => a - b)).toEqual([...started.runIds])
  expect(new Set(runs.map(({ configHash, config }) => `${configHash} ${config.seed}`)).size).toBe(8)
  expect(runs.every(({ status }) => status === 'completed')).toBe(true)

  // The same sweep again, in one go.
  const { call } = workbench.server.client
  const again = await call('experiments.start', { name: 'Whole', sweep })
  await eventually(
    async () =>
      (await call('experiments.get', { experimentId: again.experiment.id })).summary.share,
  ).toBe(1)
  const hashes = async (runIds: readonly number[]) =>
    Promise.all(runIds.map(async (runId) => (await call('runs.get', { runId })).metricsHash))
  expect(await hashes(started.runIds)).toEqual(await hashes(again.runIds))
})
