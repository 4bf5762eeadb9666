// @vitest-environment happy-dom
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { methods } from '#shared/api.ts'
import { expandSweep } from '#shared/expand-sweep.ts'
import { configHash } from '#main/runs/config-hash.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { openStore, temporaryFolder } from '../../store/sample-runs.ts'
import { openSweepForm } from './open-sweep-form.ts'

beforeEach(() => localStorage.clear())

const config = parseRunConfig({
  environment: { id: 'MultiArmedBandit-v0' },
  policy: { kind: 'softmax-linear', features: 'one-hot' },
  optimizer: { kind: 'sgd' },
  batch: { episodes: 2 },
  budget: { updates: 1 },
})

const hashes = (databasePath: string) =>
  openStore(databasePath)
    .runs.list()
    .sort((a, b) => a.id - b.id)
    .map(({ configHash }) => configHash)

/** Hashes of a sweep of the learning rate over a range, typed in the form, from the call that starts it. */
async function typedInTheWindow(from: string, to: string, rest: object): Promise<string[]> {
  const { draft, sweep, named, rate } = openSweepForm()
  draft.value = { ...draft.value, config, seeds: '1' }
  await named('Vary Learning rate').trigger('click')
  await rate().setValue(`${from}, ${to}`)
  await named('Values of Learning rate').findAll('input[type=radio]')[1]!.setValue(true)
  if ('values' in rest) await named('Learning rate, values').setValue(rest.values)
  else sweep.sweepDraft.value = { ...sweep.sweepDraft.value, ...rest }
  expect(sweep.read.value.problems).toEqual([])
  const sent = JSON.stringify({ name: 'Rates', sweep: sweep.read.value.sweep })
  const received = methods['experiments.start'].params.parse(JSON.parse(sent))
  return expandSweep(received.sweep).cells.map((cell) => configHash(cell.config))
}

/** Hashes of the runs that the command line stored. */
function ofTheCommandLine(vary: string, flags: readonly string[]): string[] {
  const database = join(temporaryFolder(), 'runs.sqlite')
  const args = ['--config', '-', '--vary', `optimizer.learningRate=${vary}`, ...flags]
  // A page's modules have no file addresses to find the program by.
  const program = ['src-main/headless/cli.ts', 'sweep', '--database', database, '--quiet']
  execFileSync(process.execPath, [...program, ...args], { input: JSON.stringify(config) })
  return hashes(database)
}

it('a grid of equal ratios has the same configurations in the window and on the command line', async () => {
  const typed = await typedInTheWindow('0.00013', '0.7', { values: '9' })
  expect(new Set(typed).size).toBe(9)
  expect(ofTheCommandLine('0.00013..0.7:9:log', [])).toEqual(typed)
})

it('a random search draws the same configurations in the window and on the command line', async () => {
  const typed = await typedInTheWindow('0.00013', '0.7', { search: 'random', samples: 12 })
  expect(new Set(typed).size).toBe(12)
  expect(ofTheCommandLine('0.00013..0.7:log', ['--samples', '12'])).toEqual(typed)
})
