import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { inProject } from '../../scripts/project.ts'
import { startServer } from '../e2e/server.ts'
import { endless } from '../runs/test-backend.ts'
import { temporaryFolder } from '../store/sample-runs.ts'

const run = promisify(execFile)
const cli = inProject('src-main/headless/cli.ts')

/** `faketime` lies to one program about the clock; Debian's package of this name holds it. */
const canSetClock = spawnSync('faketime', ['--version']).status === 0
if (!canSetClock)
  process.stdout.write('clocks: skipped, since there is no program `faketime` here\n')

const atClock = async (offset: string, ...args: string[]) =>
  (await run('faketime', ['-f', offset, process.execPath, cli, ...args])).stdout

describe.runIf(canSetClock)('a program whose clock is wrong', () => {
  it('leaves the runs of a window in training, and the trash as it is', async () => {
    const databasePath = join(temporaryFolder(), 'clock.sqlite')
    const server = await startServer({ databasePath })
    onTestFinished(() => server.end('SIGKILL'))
    const deleted = await server.client.call('runs.start', endless({ seed: 1 }))
    await server.client.call('runs.stop', { runId: deleted.id })
    await server.client.call('runs.delete', { runId: deleted.id })
    const { id } = await server.client.call('runs.start', endless({ seed: 2 }))

    for (const offset of ['+30s', '-30s', '+31d', '+4000d', '-31d']) {
      const { runs } = JSON.parse(
        await atClock(offset, 'runs', 'list', '--database', databasePath, '--json'),
      ) as { runs: { id: number; status: string }[] }
      expect([offset, runs[0]!.id, runs[0]!.status]).toEqual([offset, id, 'running'])
      expect(await server.client.call('trash.list', undefined)).toHaveLength(1)
    }
    expect(await server.client.call('runs.get', { runId: id })).toMatchObject({ status: 'running' })
  })
})
