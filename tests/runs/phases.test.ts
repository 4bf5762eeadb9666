import { expect, it } from 'vitest'
import type { MethodName } from '#shared/api.ts'
import { brief, endless, openBackend } from './test-backend.ts'

type Command = Extract<MethodName, 'runs.pause' | 'runs.resume' | 'runs.stop' | 'runs.delete'>

const conflict = (message: string) => ({ code: 'conflict', message })

it('commands that do not fit a run are refused in a sentence and change nothing', async () => {
  const { start, call, get, untilTraining, untilEnded } = openBackend()
  const refused = async (command: Command, runId: number, sentence: string) => {
    const before = get(runId).status
    await expect(call(command, { runId })).rejects.toMatchObject(conflict(sentence))
    expect(get(runId).status).toBe(before)
  }
  const running = (await start(endless())).id
  const queued = (await start(brief(2))).id
  await untilTraining(running)

  await refused('runs.pause', queued, `Run ${queued} is queued; only a running run can be paused`)
  await refused('runs.resume', queued, `Run ${queued} is queued; only a paused run can be resumed`)
  await refused(
    'runs.resume',
    running,
    `Run ${running} is running; only a paused run can be resumed`,
  )
  for (const runId of [running, queued]) {
    const { status } = get(runId)
    await refused('runs.delete', runId, `Run ${runId} is ${status}; stop it before deleting it`)
  }
  await call('runs.pause', { runId: running })
  await refused('runs.pause', running, `Run ${running} is paused; only a running run can be paused`)
  await refused('runs.delete', running, `Run ${running} is paused; stop it before deleting it`)

  await untilEnded(queued)
  for (const [command, done] of [
    ['runs.pause', 'a running run can be paused'],
    ['runs.resume', 'a paused run can be resumed'],
    ['runs.stop', 'a queued or running or paused run can be stopped'],
  ] as const) {
    await refused(command, queued, `Run ${queued} is completed; only ${done}`)
  }
})

it('a run that ended can be deleted, with all it held, and then nobody knows it', async () => {
  const { backend, start, call, untilEnded } = openBackend()
  const { id } = await start(brief(2))
  await untilEnded(id)
  const deleted: unknown[] = []
  backend.subscribe(({ event, data }) => void (event === 'run.deleted' && deleted.push(data)))
  expect(await call('runs.delete', { runId: id })).toBeNull()
  expect(deleted).toEqual([{ runId: id }])
  expect(await call('runs.list', undefined)).toEqual([])

  const unknown = { code: 'not-found', message: `There is no run ${id}` }
  for (const command of [
    'runs.get',
    'runs.pause',
    'runs.resume',
    'runs.stop',
    'runs.delete',
    'runs.playEpisode',
  ] as const) {
    await expect(call(command, { runId: id })).rejects.toMatchObject(unknown)
  }
  const { run, deletedAt } = (await call('trash.list', undefined))[0]!
  expect([run.id, Date.parse(deletedAt)]).toEqual([id, expect.any(Number)])
  // Numbers are not given twice.
  expect((await start(brief(1))).id).toBeGreaterThan(id)
})

it('a deleted run comes back from the trash with all it held, until the trash is emptied', async () => {
  const { backend, start, call, untilEnded } = openBackend()
  const { id } = await start(brief(2))
  const ended = await untilEnded(id)
  await call('runs.delete', { runId: id })
  const changed: unknown[] = []
  backend.subscribe(({ event, data }) => void (event === 'run.changed' && changed.push(data)))
  expect(await call('runs.restore', { runId: id })).toEqual(ended)
  expect(changed).toEqual([ended])
  expect(await call('runs.playEpisode', { runId: id })).toMatchObject({ runId: id })

  await call('runs.delete', { runId: id })
  expect(await call('trash.empty', undefined)).toEqual({ runs: 1 })
  await expect(call('runs.restore', { runId: id })).rejects.toMatchObject({
    code: 'not-found',
    message: `There is no run ${id} in the trash`,
  })
})
