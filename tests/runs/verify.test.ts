import { describe, expect, it } from 'vitest'
import { ARITHMETIC_VERSION } from '#shared/arithmetic.ts'
import type { Events } from '#shared/api.ts'
import { describeVerification } from '#shared/verification.ts'
import { kernelHash } from '#main/workers/kernel-module.ts'
import { changeDatabase } from '../store/change-database.ts'
import { brief, endless, openBackend } from './test-backend.ts'

type OpenBackend = ReturnType<typeof openBackend>

const verify = ({ call }: OpenBackend, runId: number) =>
  call('runs.verify', { runId, taskId: `verify ${runId}` })

/** A run that was trained, after which `sql` changed the database. */
async function trainedThenChanged(updates: number, sql: string) {
  const open = openBackend()
  const { id } = await open.start(brief(updates))
  await open.untilEnded(id)
  changeDatabase(open.databasePath, sql)
  return { open, id }
}

describe('a run that is trained again', () => {
  it('is the same when nothing was changed, and tells how far it is', async () => {
    const open = openBackend()
    const { id } = await open.start(brief(30))
    const run = await open.untilEnded(id)
    const told: Events['verify.progress'][] = []
    open.backend.subscribe(({ event, data }) => {
      if (event === 'verify.progress') told.push(data as Events['verify.progress'])
    })
    const verification = await verify(open, id)
    expect(verification).toEqual({
      runId: id,
      isSame: true,
      episodes: 120,
      updates: 30,
      storedHash: run.metricsHash,
      foundHash: run.metricsHash,
      difference: null,
      otherMaker: null,
    })
    expect(describeVerification(verification)).toBe(
      `Run ${id} is the same again: 120 episodes and 30 updates, metrics hash ${run.metricsHash}`,
    )
    expect(told.at(-1)).toMatchObject({ taskId: `verify ${id}`, share: 1 })
    // It is as it was.
    expect(open.get(id)).toEqual(run)
  })

  it('is compared as far as it was stored, when it was stopped', async () => {
    const open = openBackend()
    const { id } = await open.start(endless())
    await open.untilTraining(id, 100)
    const { progress, metricsHash } = await open.call('runs.stop', { runId: id })
    expect(await verify(open, id)).toMatchObject({
      isSame: true,
      episodes: progress.episodes,
      updates: progress.updates,
      foundHash: metricsHash,
    })
  })

  it.each([
    [
      'an episode',
      `UPDATE episodes SET episode_return = 7 WHERE episode_index = 9`,
      { row: 'episode', index: 9, field: 'episodeReturn', stored: 7, found: expect.any(Number) },
    ],
    [
      'an update',
      `UPDATE updates SET kl = kl + 1e-17 WHERE update_index = 3`,
      { row: 'update', index: 3, field: 'kl' },
    ],
    [
      'what is no longer there',
      `DELETE FROM episodes WHERE episode_index >= 100`,
      { row: 'episode', index: 100, field: null, stored: null, found: 100 },
    ],
    [
      'what should not be there',
      `INSERT INTO episodes SELECT run_id, 120, episode_return, length, terminated, truncated,
         environment_steps, wall_time_ms FROM episodes WHERE episode_index = 119`,
      { row: 'episode', index: 120, field: null, stored: 120, found: null },
    ],
  ])('differs first at %s that was changed', async (_, sql, difference) => {
    const { open, id } = await trainedThenChanged(30, sql)
    const verification = await verify(open, id)
    expect(verification).toMatchObject({ isSame: false, foundHash: null, difference })
    expect(describeVerification(verification)).toContain(
      `Run ${id} differs, first at ${difference.row} ${difference.index}`,
    )
  })

  it('explains a difference by another arithmetic, and names what trained it', async () => {
    const { open, id } = await trainedThenChanged(
      5,
      `UPDATE runs SET provenance_json = json_set(
         json_remove(provenance_json, '$.arithmetic', '$.v8'), '$.version', '0.0.9', '$.electron', '33.2.1');
       UPDATE updates SET kl = kl + 1e-17 WHERE update_index = 3`,
    )
    const verification = await verify(open, id)
    const maker = `version 0.0.9 in Electron 33.2.1, arithmetic 0, kernel ${kernelHash('simd128')}`
    expect(verification.otherMaker).toBe(maker)
    expect(describeVerification(verification)).toMatch(
      `Run ${id} can't be reproduced bit-exactly here, because it was trained by ${maker}: first update 3: kl`,
    )
    expect(open.get(id).arithmetic).toBe(0)
  })

  it('asks nothing of what does not decide bits: version, build, program and V8', async () => {
    const { open, id } = await trainedThenChanged(
      5,
      `UPDATE runs SET provenance_json = json_set(
         provenance_json, '$.version', '9.9.9', '$.v8', '1.0', '$.electron', '45.0.0', '$.buildHash', 'f')`,
    )
    expect(await verify(open, id)).toMatchObject({ isSame: true, otherMaker: null })
    expect(open.get(id).arithmetic).toBe(ARITHMETIC_VERSION)
  })

  it('is refused while it trains, and can be cancelled', async () => {
    const open = openBackend({ workers: 2 })
    const { id } = await open.start(endless())
    await open.untilTraining(id, 2000)
    await expect(verify(open, id)).rejects.toMatchObject({
      code: 'conflict',
      message: `Run ${id} is running; only a run that has ended can be verified`,
    })
    await open.call('runs.stop', { runId: id })
    const verifying = verify(open, id)
    await open.call('runs.cancelVerify', { taskId: `verify ${id}` })
    await expect(verifying).rejects.toMatchObject({
      code: 'conflict',
      message: `Verifying run ${id} was cancelled`,
    })
  })
})
