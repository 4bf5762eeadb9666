import { describe, expect, it, vi } from 'vitest'
import { createEpisodeKeeper } from '#main/runs/episode-keeper.ts'
import type { Recording, RecordingMoment } from '#shared/recording.ts'
import { presets } from '#shared/presets.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { exampleEpisode } from '../renderer/playback/example-episode.ts'
import { addRun, openStore, sampleConfig } from '../store/sample-runs.ts'
import { brief, endless, eventually, openBackend, sleep } from './test-backend.ts'

const workbench = { keepsQueue: true }

describe('episodes that are kept by themselves', () => {
  it('are of the untrained policy, of updates ever further apart, and of the last policy', async () => {
    const { start, call, untilEnded, backend } = openBackend(workbench)
    const { id } = await start(brief(70))
    await untilEnded(id)
    const list = () => backend.handlers['recordings.list']({ runId: id }) as Recording[]
    const kept = await eventually('recordings', list, ({ length }) => length === 6)
    expect(kept.map(({ name }) => name)).toEqual([
      ...['untrained', 'after 1 update', 'after 4 updates', 'after 16 updates'],
      ...['after 64 updates', 'at the end, after 70 updates'],
    ])
    const ids = (await call('recordings.list', { runId: id })).map((each) => each.id)
    const episodes = await Promise.all(
      ids.map((recordingId) => call('recordings.get', { recordingId })),
    )
    const [first, ...others] = episodes.map(({ steps }) => steps[0]!.observation)
    for (const observation of others) expect(observation).toEqual(first)
    expect(episodes.map(({ update }) => update)).toEqual([0, 1, 4, 16, 64, 70])
  })

  it('name no end of a run that was stopped: it may go on', async () => {
    const { start, call, until, backend } = openBackend(workbench)
    const { id } = await start(endless())
    await until(id, ({ progress }) => progress.updates > 1)
    const { updates } = (await call('runs.stop', { runId: id })).progress
    const list = () => backend.handlers['recordings.list']({ runId: id }) as Recording[]
    const last = await eventually(
      'its last recording',
      () => list().at(-1),
      (recording) => recording?.update === updates,
    )
    expect(last).toMatchObject({ moment: 'training', name: `after ${updates} updates` })
  })

  it('name the policy with which the environment was solved', async () => {
    const { start, untilEnded, backend } = openBackend(workbench)
    const solvable = parseRunConfig(presets['cartpole-reinforce']!.config)
    const { id } = await start(solvable)
    const { progress } = await untilEnded(id)
    expect(progress.solvedAt).not.toBeNull()
    const list = () => backend.handlers['recordings.list']({ runId: id }) as Recording[]
    const solved = ({ moment }: Recording) => moment === 'solved'
    const kept = await eventually('the solving policy', list, (all) => all.some(solved))
    expect(kept.at(-1)).toMatchObject({ moment: 'solved', update: progress.updates })
  })

  it('change nothing of the run, and are none where a person does not want them', async () => {
    const { start, call, untilEnded, backend } = openBackend(workbench)
    const kept = await untilEnded((await start(brief(20))).id)
    const list = () => backend.handlers['recordings.list']({ runId: kept.id }) as Recording[]
    await eventually('recordings', list, ({ length }) => length > 0)
    expect((await call('system.info', undefined)).keepsEpisodes).toBe(true)
    await call('system.setKeepsEpisodes', { keepsEpisodes: false })
    const alone = await untilEnded((await start(brief(20))).id)
    await sleep(300)
    expect(alone.metricsHash).toBe(kept.metricsHash)
    expect(await call('recordings.list', { runId: alone.id })).toEqual([])
  })

  it('are none of a sweep, nor of a command', async () => {
    const { call, untilEnded } = openBackend(workbench)
    const sweep = { config: brief(5), vary: [], seeds: [1] }
    const { runIds } = await call('experiments.start', { name: 'many', sweep })
    await untilEnded(runIds[0]!)
    const command = openBackend()
    const { id } = await command.start(brief(5))
    await command.untilEnded(id)
    await sleep(300)
    expect(await call('recordings.list', { runId: runIds[0]! })).toEqual([])
    expect(await command.call('recordings.list', { runId: id })).toEqual([])
  })
})

describe('the keeper of episodes', () => {
  const step = {
    observation: [0.1],
    state: [0.1],
    action: 1,
    policy: { kind: 'categorical', probabilities: [0.25, 0.75] },
    reward: 2,
  } as const
  const now = '2026-01-01T00:00:00.000Z'

  /** A keeper whose episodes are played when the test says so. */
  function open() {
    const store = openStore()
    addRun(store, sampleConfig(1))
    const plays: { readonly update: number; play(): Promise<void> }[] = []
    const report = vi.fn()
    const keeper = createEpisodeKeeper({
      store,
      player: {
        play(_run, { update }) {
          const episode = Promise.withResolvers<ReturnType<typeof exampleEpisode>>()
          const play = async () => {
            episode.resolve(exampleEpisode([step], { update }))
            await sleep(0)
          }
          plays.push({ update, play })
          return episode.promise
        },
      },
      publish: () => undefined,
      isOn: () => true,
      time: () => now,
      report,
    })
    const reach = (moment: RecordingMoment, update: number, size = 1) =>
      keeper.reached(1, {
        moment,
        checkpoint: { update, parameters: new Float32Array(size), observationMoments: null },
      })
    return { store, plays, reach, report, keeper }
  }

  it('leaves milestones of a large policy out where playing falls behind', async () => {
    const { store, plays, reach } = open()
    reach('untrained', 0)
    for (const update of [1, 4, 16, 64]) reach('training', update, 2 ** 23 - 8)
    reach('end', 100)
    for (let i = 0; i < 4; i++) await plays[i]!.play()
    expect(plays.map(({ update }) => update)).toEqual([0, 16, 64, 100])
    expect(store.recordings.list(1)).toHaveLength(4)
  })

  it('keeps one of a policy, however often a run comes by it, and none that was deleted', async () => {
    const { store, plays, reach } = open()
    reach('solved', 7)
    await plays[0]!.play()
    const { id } = store.recordings.list(1)[0]!
    reach('end', 7)
    store.recordings.remove(id, now)
    reach('training', 7)
    await sleep(5)
    expect(plays).toHaveLength(1)
    store.recordings.restore(id)
    expect(store.recordings.list(1)).toMatchObject([{ moment: 'solved', update: 7 }])
  })

  it('says nothing of a run that is gone, and reports what cannot be stored', async () => {
    const { store, plays, reach, report, keeper } = open()
    reach('training', 4)
    store.trash.put(1, now)
    await plays[0]!.play()
    keeper.ended(99, 'completed')
    expect(report).not.toHaveBeenCalled()
  })
})
