import { describe, expect, it } from 'vitest'
import type { Experiment } from '#shared/experiment.ts'
import type { SweepInput } from '#shared/sweep.ts'
import { brief, endless, eventually, openBackend } from './test-backend.ts'

const endlessSweep: SweepInput = { config: endless(), vary: [], seeds: [1, 2, 3] }

function open(options: Parameters<typeof openBackend>[0] = {}) {
  const opened = openBackend({ workers: 2, keepsQueue: true, ...options })
  const statuses = async (runIds: readonly number[]) =>
    runIds.map((runId) => opened.get(runId).status)
  const until = (runIds: readonly number[], ...wanted: string[]) =>
    eventually(
      `runs ${runIds.join()}`,
      () => runIds.map((runId) => opened.get(runId).status),
      (found) => found.join() === wanted.join(),
    )
  return { ...opened, statuses, until }
}

describe('an experiment', () => {
  it('is paused by itself: its runs keep their places and other runs go on', async () => {
    const { call, start, until, untilEnded } = open()
    const { experiment, runIds } = await call('experiments.start', {
      name: 'Long',
      sweep: endlessSweep,
    })
    const { id: experimentId } = experiment
    await until(runIds, 'running', 'running', 'queued')
    expect(experiment.isHeld).toBe(false)
    const other = await start(brief(3))

    const held = await call('experiments.pause', { experimentId })
    expect(held).toMatchObject({ isHeld: true, summary: { statuses: { paused: 2, queued: 1 } } })
    expect((await untilEnded(other.id)).status).toBe('completed')
    await until(runIds, 'paused', 'paused', 'queued')
    expect(await call('queue.get', undefined)).toMatchObject({ heldRunIds: [runIds[2]] })

    expect(await call('experiments.resume', { experimentId })).toMatchObject({ isHeld: false })
    await until(runIds, 'running', 'running', 'queued')
    expect(await call('queue.get', undefined)).toMatchObject({ heldRunIds: [] })
  })

  it('that is paused stays so from start to start, and one of its runs can be asked for', async () => {
    const first = open()
    const { experiment, runIds } = await first.call('experiments.start', {
      name: 'Long',
      sweep: endlessSweep,
    })
    const { id: experimentId } = experiment
    await first.until(runIds, 'running', 'running', 'queued')
    await first.call('experiments.pause', { experimentId })
    await first.close()

    const { call, until, databasePath } = open({ databasePath: first.databasePath })
    expect(databasePath).toBe(first.databasePath)
    await until(runIds, 'paused', 'paused', 'queued')
    expect(await call('experiments.get', { experimentId })).toMatchObject({ isHeld: true })
    await call('runs.resume', { runId: runIds[1]! })
    await until(runIds, 'paused', 'running', 'queued')
    await call('experiments.stop', { experimentId })
    expect(await call('experiments.get', { experimentId })).toMatchObject({
      isHeld: false,
      summary: { statuses: { stopped: 3 } },
    })
  })

  it('gives up its hold on runs that are taken out of it', async () => {
    const { call, until } = open()
    const { experiment, runIds } = await call('experiments.start', {
      name: 'Long',
      sweep: { ...endlessSweep, seeds: [1] },
    })
    const { id: experimentId } = experiment
    await until(runIds, 'running')
    await call('experiments.pause', { experimentId })
    const added = await call('experiments.extend', {
      experimentId,
      sweep: { ...endlessSweep, seeds: [1, 2] },
    })
    expect(added.runIds).toHaveLength(1)
    await until([...runIds, ...added.runIds], 'paused', 'queued')
    await call('experiments.removeRuns', { runIds: [...added.runIds] })
    await until([...runIds, ...added.runIds], 'paused', 'running')
  })

  it('is as before when added seeds are taken back; their runs stop and are in the trash', async () => {
    const { call, until } = open()
    const { experiment, runIds } = await call('experiments.start', {
      name: 'Long',
      sweep: { ...endlessSweep, seeds: [1] },
    })
    const { id: experimentId, sweep } = experiment
    const added = await call('experiments.extend', {
      experimentId,
      sweep: { ...endlessSweep, seeds: [1, 2, 3] },
    })
    await until([...runIds, ...added.runIds], 'running', 'running', 'queued')
    const stranger = await call('runs.start', brief(1))
    const withdrawn: Experiment = await call('experiments.withdraw', {
      experimentId,
      sweep: sweep!,
      runIds: [...added.runIds, stranger.id],
    })
    expect(withdrawn).toMatchObject({ sweep, summary: { runs: 1, statuses: { running: 1 } } })
    const trash = await call('trash.list', undefined)
    expect(trash.map(({ run }) => [run.id, run.status]).sort()).toEqual(
      added.runIds.map((runId) => [runId, 'stopped']),
    )
    // What belongs to no experiment is not touched.
    expect((await call('runs.list', undefined)).map(({ id }) => id)).toContain(stranger.id)
  })
})
