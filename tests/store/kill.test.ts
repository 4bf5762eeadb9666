import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isProcessAlive } from '#main/store/store.ts'
import { openStore, temporaryFolder } from './sample-runs.ts'

const program = `
  import { openDatabase, createStore } from '#main/store/store.ts'
  import { presets } from '#shared/presets.ts'

  const store = createStore(openDatabase(process.argv[1]))
  const now = new Date().toISOString()
  const ownerId = store.processes.register(process.pid, now)
  const { config } = presets['cartpole-reinforce']
  const { id } = store.runs.create({ config, configHash: '', createdAt: now, ownerId })
  store.runs.setStatus(id, 'running')
  const progress = { environmentSteps: 0, updates: 0, wallTimeMs: 0, meanReturnLast100: null,
    standardErrorLast100: null,
    lastReturn: null,
    meanReturnLast10: null,
    meanReturnLast1000: null,
    areaUnderCurve: null,
    bestMeanReturn100: null, successRateLast100: null, solvedAt: null }
  for (let index = 0; ; index++) {
    const episode = { index, episodeReturn: 1, length: 1, terminated: true, truncated: false,
      environmentSteps: index, wallTimeMs: 1 }
    const batch = { episodes: [episode], updates: [], checkpoint: null,
      progress: { ...progress, episodes: index + 1 } }
    store.addBatch(id, batch)
    process.stdout.write(index + 1 + '\\n')
  }
`

it('a killed program loses no acknowledged episode, and the next one finds its run', async () => {
  const path = join(temporaryFolder(), 'test.sqlite')
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let acknowledged = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    acknowledged = Number(text.trim().split('\n').at(-1))
    if (acknowledged > 50) child.kill('SIGKILL')
  })
  await once(child, 'close')
  expect(acknowledged).toBeGreaterThan(50)

  const store = openStore(path)
  expect(store.check().databaseHealth).toBe('ok')
  expect(store.runs.interruptLost((owner) => isProcessAlive(owner))).toMatchObject([
    { id: 1, status: 'interrupted' },
  ])
  expect(store.episodes.count(1)).toBeGreaterThanOrEqual(acknowledged)
  expect(store.runs.get(1).progress.episodes).toBe(store.episodes.count(1))
})
