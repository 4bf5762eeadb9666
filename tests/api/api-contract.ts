import { describe, expect, it, onTestFinished } from 'vitest'
import type { Backend } from '#main/backend-contract.ts'
import type { MethodName } from '#shared/api.ts'
import type { Client } from '#shared/rpc.ts'
import type { Run } from '#shared/run.ts'
import { range } from '../store/sample-runs.ts'
import {
  brief,
  endless,
  episodesInExport,
  eventually,
  exportAll,
  openBackend,
  sleep,
} from '../runs/test-backend.ts'

/** A client at the far end of a carrier. */
export interface Connection {
  readonly client: Client
  disconnect(): Promise<void> | void
}

/** Opens a carrier on the backend; each call of what it returns connects one more client. */
export type OpenCarrier = (backend: Backend) => Promise<() => Promise<Connection>>

/** Thousands of episodes in a moment: every one starts in the goal. */
const manyEpisodes = brief(1, {
  environment: {
    id: 'MovingParticle-v0',
    parameters: { goal: [0.5, 0.5], goalRadius: 1 },
  },
  policy: { kind: 'softmax-linear' },
  batch: { episodes: 4000 },
  budget: { episodes: 12_000 },
})

/** What every carrier of the API must do, over real SQLite and real workers. */
export function describeApiOver(carrier: string, openCarrier: OpenCarrier): void {
  async function open() {
    const { backend, reported, untilEnded } = openBackend({ workers: 2 })
    const connectMore = await openCarrier(backend)
    const connect = async () => {
      const connection = await connectMore()
      onTestFinished(() => connection.disconnect())
      // A page asks at once for what it shows; from then on it is told what changes.
      await connection.client.call('runs.list', undefined)
      return connection
    }
    return { connect, reported, untilEnded }
  }

  const listen = ({ on }: Client) => {
    const runs: Run[] = []
    on('run.changed', (run) => void runs.push(run))
    return runs
  }
  const ended = (runs: readonly Run[], runId: number) =>
    eventually(
      `run ${runId}`,
      () => runs.findLast(({ id }) => id === runId),
      (run) => run?.status === 'completed',
    )

  describe(`the API over ${carrier}`, () => {
    it('starts a run, tells how it goes, and gives back all of it', async () => {
      const { connect, reported } = await open()
      const { client } = await connect()
      const heard = listen(client)
      const config = brief(1000)
      const started = await client.call('runs.start', config)
      expect(started).toMatchObject({ status: 'running', config })

      const run = (await ended(heard, started.id))!
      expect(run.progress).toMatchObject({ episodes: 4000, updates: 1000 })
      expect(await client.call('runs.get', { runId: run.id })).toEqual(run)
      expect(await client.call('runs.list', undefined)).toEqual([run])
      const episodes = heard.map(({ progress }) => progress.episodes)
      expect(episodes).toEqual([...episodes].sort((a, b) => a - b))
      expect(new Set(episodes).size).toBeGreaterThan(2)

      const curve = await client.call('runs.curve', {
        runId: run.id,
        metric: 'episodeReturn',
        x: 'environmentSteps',
        maxPoints: 50,
      })
      expect(curve.x.length).toBeLessThanOrEqual(50)
      expect(curve.x.at(-1)).toBe(run.progress.environmentSteps)
      expect(curve.count.reduce((sum, count) => sum + count, 0)).toBe(4000)

      const tagged = await client.call('runs.tag', { runId: run.id, tags: ['first'] })
      expect(tagged.tags).toEqual(['first'])
      const { before } = await client.call('runs.mark', { runIds: [run.id], isStarred: true })
      expect(heard.at(-1)).toMatchObject({ id: run.id, isStarred: true, tags: ['first'] })
      await client.call('runs.setMarks', { marks: [...before] })
      expect(heard.at(-1)).toMatchObject({ id: run.id, isStarred: false })
      const episode = await client.call('runs.playEpisode', { runId: run.id })
      expect(episode).toMatchObject({ runId: run.id, update: 1000 })
      const { id: recordingId } = await client.call('recordings.keep', { name: 'last', episode })
      expect(await client.call('recordings.get', { recordingId })).toEqual(episode)
      await client.call('recordings.rename', { recordingId, name: 'the last' })
      await client.call('recordings.delete', { recordingId })
      expect(await client.call('recordings.list', { runId: run.id })).toEqual([])
      await client.call('recordings.restore', { recordingId })
      expect(await client.call('recordings.list', { runId: run.id })).toMatchObject([
        { name: 'the last', length: episode.steps.length },
      ])
      expect(await client.call('system.info', undefined)).toMatchObject({ workers: 2 })
      expect(await client.call('system.checkDatabase', undefined)).toMatchObject({
        databaseHealth: 'ok',
      })
      const lock = (isLocked: boolean) => client.call('runs.mark', { runIds: [run.id], isLocked })
      await lock(true)
      expect(await client.call('runs.deleteAll', { runIds: [run.id, 99] })).toEqual({
        deleted: [],
        refused: [
          { runId: run.id, reason: `Run ${run.id} is locked; unlock it before deleting it` },
        ],
      })
      await lock(false)
      const { deleted } = await client.call('runs.deleteAll', { runIds: [run.id] })
      expect(deleted).toEqual([run.id])
      expect(await client.call('runs.list', undefined)).toEqual([])
      await client.call('runs.restoreAll', { runIds: [...deleted] })
      expect(heard.at(-1)).toMatchObject({ id: run.id, isLocked: false })
      expect(await client.call('runs.delete', { runId: run.id })).toBeNull()
      expect(await client.call('runs.list', undefined)).toEqual([])
      expect(reported).toEqual([])
    })

    it('exports in parts that are the whole table, and the whole document', async () => {
      const { connect, untilEnded } = await open()
      const { client } = await connect()
      const { id } = await client.call('runs.start', manyEpisodes)
      await untilEnded(id)

      const first = await client.call('runs.export', {
        runIds: [id],
        document: 'episodes.csv',
        cursor: null,
      })
      expect(first.next).not.toBeNull()
      expect(await episodesInExport(client.call, id)).toBe(12_000)

      const { runs } = JSON.parse(await exportAll(client.call, id, 'runs.json')) as {
        runs: { episodes: { index: number }[] }[]
      }
      expect(runs[0]!.episodes.map(({ index }) => index)).toEqual(range(12_000))
    })

    it('refuses what is wrong in a sentence that names it, and stores nothing', async () => {
      const { connect, reported } = await open()
      const { client } = await connect()
      const config = brief()
      const refusal = (method: MethodName, params: unknown) =>
        client.call(method, params as never).then(
          () => 'accepted',
          ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
        )
      expect(await refusal('runs.start', { ...config, optimizer: { kind: 'sdg' } })).toMatch(
        /^invalid-params: optimizer\.kind .*sgd, momentum, adam/,
      )
      expect(
        await refusal('runs.start', { ...config, estimator: { ...config.estimator, gamma: 1.5 } }),
      ).toBe('invalid-params: estimator.gamma is 1.5; must be at most 1')
      expect(
        await refusal('runs.start', {
          ...config,
          policy: { kind: 'mlp', hiddenSizes: [60_000, 60_000] },
        }),
      ).toMatch(/^invalid-params: policy\.hiddenSizes makes a network of 3,6\d\d,\d{3},\d{3}/)
      expect(await refusal('runs.start', undefined)).toMatch(/^invalid-params: /)
      expect(await refusal('runs.get', { runId: '1' })).toMatch(/^invalid-params: runId is "1"/)
      expect(await refusal('runs.get', { runId: 1, also: 2 })).toMatch(/^invalid-params: also /)
      expect(await refusal('runs.get', { runId: 7 })).toBe('not-found: There is no run 7')
      expect(await refusal('runs.erase' as MethodName, {})).toBe(
        'unknown-method: There is no method runs.erase',
      )
      expect(await refusal('constructor' as MethodName, {})).toMatch(/^unknown-method: /)
      expect(await client.call('runs.list', undefined)).toEqual([])
      expect(reported).toEqual([])
    })

    it('tells every client the same, and each gets its own answers', async () => {
      const { connect } = await open()
      const [one, two] = [await connect(), await connect()]
      const [heardByOne, heardByTwo] = [listen(one.client), listen(two.client)]
      const [first, second] = await Promise.all([
        one.client.call('runs.start', brief(30, { seed: 1 })),
        two.client.call('runs.start', brief(30, { seed: 2 })),
      ])
      expect([first.config.seed, second.config.seed]).toEqual([1, 2])
      for (const heard of [heardByOne, heardByTwo]) {
        await ended(heard, first.id)
        await ended(heard, second.id)
      }
      expect(heardByTwo).toEqual(heardByOne)
    })

    it('lets a client that reconnects in mid-training miss and double nothing', async () => {
      const { connect, untilEnded } = await open()
      const { client, disconnect } = await connect()
      const early = listen(client)
      const { id } = await client.call('runs.start', endless())
      await eventually(
        'training',
        () => early.at(-1)?.progress.episodes ?? 0,
        (n) => n > 10,
      )
      await disconnect()
      const heardBefore = early.length
      await sleep(250)
      expect(early).toHaveLength(heardBefore)

      const { client: again } = await connect()
      const heard = listen(again)
      const known = await again.call('runs.get', { runId: id })
      expect(known.progress.episodes).toBeGreaterThanOrEqual(early.at(-1)!.progress.episodes)
      await eventually(
        'news',
        () => heard.at(-1)?.progress.episodes ?? 0,
        (n) => n > known.progress.episodes,
      )
      const stopped = await again.call('runs.stop', { runId: id })
      expect(await episodesInExport(again.call, id)).toBe(stopped.progress.episodes)
      await untilEnded(id)
      expect(heard.at(-1)).toEqual(stopped)
    })
  })
}
