import { describe, expect, it } from 'vitest'
import { brief, exportAll, openBackend } from './test-backend.ts'

describe('the history of a trained run', () => {
  it('names program, kernel, machine and threads, and is exported with the run', async () => {
    const { call, start, untilEnded } = openBackend({ threadsPerRun: 2 })
    const { id } = await start(brief(2, { batch: { episodes: 32 } }))
    await untilEnded(id)
    const { provenance, events } = await call('runs.history', { runId: id })
    expect(provenance).toMatchObject({
      node: process.versions.node,
      electron: null,
      buildHash: null,
      threads: 2,
    })
    expect(provenance!.kernelHash).toMatch(/^[0-9a-f]{16}$/)
    expect(events.map(({ kind }) => kind)).toEqual(['queued', 'running', 'engine', 'completed'])

    const exported = JSON.parse(await exportAll(call, id, 'runs.json'))
    expect(exported.runs[0]).toMatchObject({ provenance, events })
  })
})
