import { expect, it } from 'vitest'
import { readConfiguration } from '#renderer/stores/opened-configuration.ts'
import { presets } from '#shared/presets.ts'

const { config } = presets['cartpole-reinforce']!

it('a file with a configuration is read, defaults filled in', () => {
  const { seed: _, ...written } = config
  expect(readConfiguration(JSON.stringify(written), 'a.json')).toEqual({
    kind: 'run',
    fileName: 'a.json',
    config: { ...config, seed: 1 },
  })
})

it('a file with a sweep is read with what is written of its experiment', () => {
  const vary = [{ path: 'estimator.gamma', values: [0.9, 1] }]
  const text = JSON.stringify({ name: 'Discounts', config, vary, seeds: [1, 2] })
  expect(readConfiguration(text, 'a.json')).toMatchObject({
    kind: 'sweep',
    fileName: 'a.json',
    sweep: { texts: { name: 'Discounts', question: '' }, sweep: { vary, seeds: [1, 2] } },
  })
})

it('an export opens the configuration of its first run and says so', () => {
  const runs = [
    { id: 7, config },
    { id: 8, config: { ...config, seed: 2 } },
  ]
  const exported = { format: 'reinforce-workbench-runs', version: 1, runs }
  const read = (content: object) => readConfiguration(JSON.stringify(content), 'a.json')
  expect(read(exported)).toEqual({
    kind: 'run',
    fileName: 'a.json',
    config,
    note: 'a.json holds the configurations of 2 runs; this is that of run 7, the first. The run itself comes back from a run file, which has all of it.',
  })
  expect(read({ ...exported, runs: [runs[1]] })).toMatchObject({
    config: { seed: 2 },
    note: expect.stringContaining('run 8 in a.json'),
  })
  expect(() => read({ ...exported, runs: [] })).toThrow('a.json holds no runs')
})

it.each([
  ['{', /^a\.json is neither a run file nor JSON/],
  ['[]', /object/],
  [JSON.stringify({ ...config, seed: -1 }), /seed/],
  [JSON.stringify({ config, seeds: [] }), /seeds/],
  [JSON.stringify({ ...config, colour: 'red' }), /colour/],
])('another file is refused in one sentence: %#', (text, says) => {
  expect(() => readConfiguration(text, 'a.json')).toThrow(says)
  expect(() => readConfiguration(text, 'a.json')).not.toThrow(/\n/)
})
