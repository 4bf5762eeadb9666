import { describe, expect, it } from 'vitest'
import type { Experiment } from '#shared/experiment.ts'
import type { SweepInput } from '#shared/sweep.ts'
import { brief, endless, eventually, openBackend } from './test-backend.ts'

const rates = { path: 'optimizer.learningRate', values: [0.001, 0.01] }
const sweep = (changes: Partial<SweepInput> = {}): SweepInput => ({
  config: brief(30),
  vary: [rates],
  seeds: [1, 2, 3],
  ...changes,
})

function open() {
  const opened = openBackend({ workers: 2 })
  const heard: Experiment[] = []
  const deleted: number[] = []
  opened.backend.subscribe(({ event, data }) => {
    if (event === 'experiment.changed') heard.push(data as Experiment)
    if (event === 'experiment.deleted')
      deleted.push((data as { experimentId: number }).experimentId)
  })
  const ended = (experimentId: number) =>
    eventually(
      `experiment ${experimentId}`,
      () => opened.backend.handlers['experiments.get']({ experimentId }) as Experiment,
      ({ summary }) => summary.share === 1,
    )
  return { ...opened, experiments: heard, deleted, ended }
}

describe('an experiment', () => {
  it('starts every combination with every seed, and tells how they do', async () => {
    const { call, experiments, ended } = open()
    const { experiment, runIds } = await call('experiments.start', {
      name: ' Rates ',
      hypothesis: 'The small one.',
      sweep: sweep(),
    })
    expect(experiment).toMatchObject({ name: 'Rates', summary: { runs: 6, cells: 2 } })
    expect(experiments[0]).toMatchObject({ id: experiment.id, hypothesis: 'The small one.' })
    const runs = await call('runs.list', undefined)
    expect(runs.map(({ experimentId }) => experimentId)).toEqual(new Array(6).fill(experiment.id))
    expect(
      runIds.map((runId) => {
        const { config } = runs.find(({ id }) => id === runId)!
        return [config.seed, config.optimizer.kind !== 'trpo' && config.optimizer.learningRate]
      }),
    ).toEqual([
      [1, 0.001],
      [1, 0.01],
      [2, 0.001],
      [2, 0.01],
      [3, 0.001],
      [3, 0.01],
    ])

    const { summary } = await ended(experiment.id)
    expect(summary).toMatchObject({ statuses: { completed: 6 }, remainingMs: null })
    expect(summary.best).toMatchObject({ runs: 3 })
    const { fields, cells } = await call('experiments.cells', { experimentId: experiment.id })
    expect(fields).toEqual(['optimizer.learningRate'])
    expect(cells.map(({ values, seeds }) => [values, seeds])).toEqual([
      [[0.001], [1, 2, 3]],
      [[0.01], [1, 2, 3]],
    ])
    for (const { scores, summary } of cells) {
      expect(summary!.mean).toBeCloseTo(scores.reduce((a, b) => a + b) / 3, 10)
      expect(summary!.interquartileMeanInterval!.lower).toBeLessThanOrEqual(summary!.mean)
    }
  })

  it('starts nothing when a combination cannot be trained', async () => {
    const { call } = open()
    const wrong = sweep({ vary: [{ path: 'estimator.gamma', values: [0.9, 2] }] })
    await expect(call('experiments.start', { name: 'Wrong', sweep: wrong })).rejects.toThrow(
      '1 of 2 combinations cannot be trained. estimator.gamma 2: estimator.gamma is 2; must be at most 1',
    )
    await expect(call('experiments.start', { name: ' ', sweep: sweep() })).rejects.toThrow(
      'name is " "; must be at least 1 characters long',
    )
    expect(await call('runs.list', undefined)).toEqual([])
    expect(await call('experiments.list', undefined)).toEqual([])
  })

  it('grows by the seeds it does not have yet', async () => {
    const { call, ended } = open()
    const { experiment } = await call('experiments.start', { name: 'Rates', sweep: sweep() })
    const { id: experimentId } = experiment
    const larger = sweep({ seeds: [1, 2, 3, 4] })
    const { runIds } = await call('experiments.extend', { experimentId, sweep: larger })
    expect(runIds).toHaveLength(2)
    const { summary, sweep: kept } = await ended(experimentId)
    expect(summary.runs).toBe(8)
    expect(kept!.seeds).toEqual([1, 2, 3, 4])
    const again = await call('experiments.extend', { experimentId, sweep: larger })
    expect(again.runIds).toEqual([])
  })

  it('is stopped as a whole, the waiting runs first', async () => {
    const { call, statusesOf, untilTraining } = open()
    const { experiment, runIds } = await call('experiments.start', {
      name: 'Endless',
      sweep: sweep({ config: endless() }),
    })
    await untilTraining(runIds[0]!)
    const stop = await call('experiments.stop', { experimentId: experiment.id })
    expect(stop.experiment.summary.statuses).toEqual({ stopped: 6 })
    expect(statusesOf(runIds[5]!)).toEqual(['queued', 'stopped'])
  })

  it('takes runs that were there before, and gives them back', async () => {
    const { call, start, experiments } = open()
    const { id: runId } = await start(brief(1))
    const { id: experimentId } = await call('experiments.create', { name: 'By hand' })
    const filled = await call('experiments.addRuns', { experimentId, runIds: [runId] })
    expect(filled.summary.runs).toBe(1)
    const other = await start(brief(1, { estimator: { gamma: 0.5 } }))
    await call('experiments.addRuns', { experimentId, runIds: [other.id] })
    const { fields, cells } = await call('experiments.cells', { experimentId })
    expect([fields, cells.map(({ values }) => values)]).toEqual([
      ['estimator.gamma'],
      [[0.99], [0.5]],
    ])
    await call('experiments.removeRuns', { runIds: [runId, other.id] })
    expect(experiments.at(-1)).toMatchObject({ id: experimentId, summary: { runs: 0 } })
    await expect(call('experiments.addRuns', { experimentId, runIds: [99] })).rejects.toThrow(
      'There is no run 99',
    )
  })

  it('is deleted with its runs only once they have ended, and comes back', async () => {
    const { call, deleted } = open()
    const { experiment } = await call('experiments.start', {
      name: 'Endless',
      sweep: sweep({ config: endless(), vary: [], seeds: [1] }),
    })
    const { id: experimentId } = experiment
    const remove = () => call('experiments.delete', { experimentId, withRuns: true })
    await expect(remove()).rejects.toThrow(
      `Experiment ${experimentId} has 1 unended run; stop what trains before deleting it`,
    )
    await call('experiments.stop', { experimentId })
    await remove()
    expect(deleted).toEqual([experimentId])
    expect(await call('runs.list', undefined)).toEqual([])
    const restored = await call('experiments.restore', { experimentId })
    expect(restored.summary.runs).toBe(1)
    expect(await call('runs.list', undefined)).toHaveLength(1)
  })

  it('is exported in front of its runs', async () => {
    const { call, ended } = open()
    const { experiment, runIds } = await call('experiments.start', {
      name: 'Rates',
      sweep: sweep({ seeds: [1] }),
    })
    await ended(experiment.id)
    const { text } = await call('runs.export', {
      runIds: [...runIds],
      document: 'runs.json',
      cursor: null,
      experimentId: experiment.id,
    })
    const { experiment: exported, runs } = JSON.parse(text)
    expect(exported).toMatchObject({ name: 'Rates', sweep: { seeds: [1] } })
    expect(runs).toHaveLength(2)
  })
})

it('tells of experiments that another program made', async () => {
  const { databasePath, experiments } = open()
  const other = openBackend({ databasePath })
  await other.call('experiments.create', { name: 'From elsewhere' })
  await eventually(
    'the news',
    () => experiments,
    (all) => all.some(({ name }) => name === 'From elsewhere'),
  )
})
