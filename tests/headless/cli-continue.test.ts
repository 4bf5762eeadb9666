import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '#main/store/store.ts'
import { eventually, openBackend } from '../runs/test-backend.ts'
import { openStore, temporaryFolder } from '../store/sample-runs.ts'
import { runCli, shortTraining, spawnCli } from './run-cli.ts'

const training = {
  ...shortTraining,
  policy: { kind: 'mlp', hiddenSizes: [64, 64] },
  budget: { updates: 1500, stopWhenSolved: false },
}
const train = (database: string) => ['train', '--config', '-', '--database', database, '--json']

it('a killed train stays interrupted, says how to go on, and goes on to the same end', async () => {
  const folder = temporaryFolder()
  const [killed, whole] = [join(folder, 'killed.sqlite'), join(folder, 'whole.sqlite')]
  const child = spawnCli(train(killed))
  child.stdin.end(JSON.stringify(training))
  const store = openStore(killed)
  const updates = () => store.runs.list()[0]?.progress.updates ?? 0
  await eventually('the run', updates, (count) => count > 50)
  child.kill('SIGKILL')
  await once(child, 'close')

  const listed = await runCli(['runs', 'list', '--database', killed])
  expect(listed.stdout).toContain('interrupted')
  expect(listed.stderr).toBe('Interrupted: 1; runs continue 1 trains on\n')

  const continued = await runCli(['runs', 'continue', '1', '--database', killed, '--json'])
  expect(continued).toMatchObject({ exitCode: 0, stderr: '' })
  const undisturbed = await runCli(train(whole), JSON.stringify(training))
  const [found] = JSON.parse(continued.stdout).runs
  const [wanted] = JSON.parse(undisturbed.stdout).runs
  expect(found).toMatchObject({ id: 1, status: 'completed', updates: 1500 })
  expect(found.metricsHash).toBe(wanted.metricsHash)

  const again = await runCli(['runs', 'continue', '1', '--database', killed])
  expect(again).toMatchObject({
    exitCode: 1,
    stderr: 'Run 1 is completed; only an interrupted or stopped run can be continued\n',
  })
})

it('verify trains again, and fails with the first difference in a sentence', async () => {
  const database = join(temporaryFolder(), 'runs.sqlite')
  await runCli(train(database), JSON.stringify(shortTraining))
  const same = await runCli(['verify', '1', '--database', database])
  expect(same).toMatchObject({
    exitCode: 0,
    stderr: '',
    stdout: expect.stringMatching(/^Run 1 is the same again: 12 episodes and 3 updates/),
  })
  const db = openDatabase(database)
  db.exec(`UPDATE episodes SET length = 1 WHERE episode_index = 5`)
  db.close()
  const other = await runCli(['verify', '1', '--database', database, '--json'])
  expect(other.exitCode).toBe(1)
  expect(JSON.parse(other.stdout).verifications).toMatchObject([
    {
      runId: 1,
      isSame: false,
      difference: { row: 'episode', index: 5, field: 'length', stored: 1 },
    },
  ])
  expect(other.stderr).toMatch(/^Run 1 differs, first at episode 5: length was 1 and is \d+\n$/)
})

it('a killed sweep is taken up by the next server, and goes on by the number of its experiment', async () => {
  const database = join(temporaryFolder(), 'sweep.sqlite')
  const vary = ['--vary', 'optimizer.learningRate=.001,.002', '--seeds', '1..2', '--workers', '1']
  const child = spawnCli(['sweep', '--config', '-', ...vary, '--database', database, '--quiet'])
  const budget = { updates: 400, stopWhenSolved: false }
  child.stdin.end(JSON.stringify({ ...training, budget }))
  const store = openStore(database)
  const updates = () => store.runs.list().find(({ id }) => id === 1)?.progress.updates ?? 0
  await eventually('the first run', updates, (count) => count > 20)
  const beside = openBackend({ databasePath: database })
  const elsewhere = async () => (await beside.call('queue.get', undefined)).elsewhere
  expect(await elsewhere()).toMatchObject({ training: [{ id: 1 }], waitingCount: 3 })
  child.kill('SIGKILL')
  await once(child, 'close')
  // What is stored of its runs still says that they train.
  expect(await elsewhere()).toEqual({ training: [], trainingCount: 0, waitingCount: 0 })
  await beside.close()

  const server = openBackend({ databasePath: database, keepsQueue: true })
  const { lastSession, training: began, waitingCount } = await server.call('queue.get', undefined)
  expect(lastSession).toMatchObject({ refused: 0 })
  expect(lastSession!.continued).toBeGreaterThanOrEqual(3)
  expect(began.length + waitingCount).toBe(lastSession!.continued)
  await server.close()

  const listed = await runCli(['runs', 'list', '--database', database])
  expect(listed.stderr).toMatch(/runs continue --experiment 1 trains on\n$/)
  const continued = await runCli([
    ...['runs', 'continue', '--experiment', '1', '--database', database, '--json'],
  ])
  expect(continued).toMatchObject({ exitCode: 0, stderr: '' })
  expect(store.runs.list().map(({ status }) => status)).toEqual(Array(4).fill('completed'))

  const again = ['runs', 'continue', '--experiment', '1', '--database', database]
  expect(await runCli(again)).toMatchObject({
    exitCode: 1,
    stderr: 'Experiment 1 has no interrupted or stopped run that can be continued\n',
  })
  expect(await runCli(['runs', 'continue', '1..3', '--database', database])).toMatchObject({
    exitCode: 1,
    stderr: 'Run 1 is completed; only an interrupted or stopped run can be continued\n',
  })
  expect(await runCli(['runs', 'continue', '--database', database])).toMatchObject({ exitCode: 2 })
  const tagged = await runCli(['runs', 'tag', '1..2,4', 'kept', '--database', database, '--json'])
  expect(JSON.parse(tagged.stdout).runs.map(({ id }: { id: number }) => id)).toEqual([1, 2, 4])
  const shown = await runCli(['runs', 'show', '2..3', '--database', database, '--json'])
  expect(JSON.parse(shown.stdout).runs).toMatchObject([{ id: 2, tags: ['kept'] }, { id: 3 }])
})

it('what can’t be imported is called what it is', async () => {
  const folder = temporaryFolder()
  const database = join(folder, 'runs.sqlite')
  await runCli(train(database), JSON.stringify(shortTraining))
  const exported = (format: string, out: string) =>
    runCli(['export', '--run', '1', '--format', format, '--out', out, '--database', database])
  const [json, csv] = [join(folder, 'runs.json'), join(folder, 'episodes.csv')]
  await exported('json', json)
  await exported('csv', csv)
  for (const [path, kind] of [
    [json, 'runs.json cannot be imported: it is an export as JSON'],
    [csv, 'episodes.csv cannot be imported: it is an export as CSV'],
  ] as const) {
    const refused = await runCli(['runs', 'import', path, '--database', database])
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain(kind)
    expect(refused.stderr).toContain('only run files (export --format run-file')
  }
})
