import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  openSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTemporaryFiles } from '#main/export/temporary-files.ts'
import { inProject } from '../../scripts/project.ts'
import { temporaryFolder } from '../store/sample-runs.ts'
import { runCli, shortTraining } from './run-cli.ts'

const FULL = '/dev/full'
const cli = inProject('src-main/headless/cli.ts')

/** Runs the command line with one of its outputs on a disk that is full. */
async function runOnFullDisk(args: readonly string[], output: 'stdout' | 'stderr') {
  const full = openSync(FULL, 'w')
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', output === 'stdout' ? full : 'pipe', output === 'stderr' ? full : 'pipe'],
  })
  closeSync(full)
  const ended = once(child, 'close') as Promise<[number | null]>
  const said = await text((output === 'stdout' ? child.stderr : child.stdout)!)
  return { said, exitCode: (await ended)[0] }
}

describe.skipIf(!existsSync(FULL))('on a full disk', () => {
  const train = () => {
    const folder = temporaryFolder()
    const config = join(folder, 'config.json')
    writeFileSync(config, JSON.stringify(shortTraining))
    return {
      databasePath: join(folder, 'a.sqlite'),
      args: ['train', '--config', config, '--json', '--database', join(folder, 'a.sqlite')],
    }
  }

  it('what is said besides is lost, and nothing else', async () => {
    const { args } = train()
    const { said, exitCode } = await runOnFullDisk(args, 'stderr')
    expect(exitCode).toBe(0)
    expect(JSON.parse(said)).toMatchObject({ runs: [{ status: 'completed' }] })
  })

  it('results that cannot be written are told by the exit code and a sentence; the run is stored', async () => {
    const { args, databasePath } = train()
    const { said, exitCode } = await runOnFullDisk(args, 'stdout')
    expect([exitCode, said]).toEqual([
      1,
      expect.stringContaining('The results cannot be written (ENOSPC)'),
    ])
    const { stdout } = await runCli(['runs', 'list', '--json', '--database', databasePath])
    expect(JSON.parse(stdout)).toMatchObject({ runs: [{ status: 'completed' }] })
  })
})

it('an empty HOME keeps data in the folder of the listed user, not where the program was started', async () => {
  const folder = temporaryFolder()
  const child = spawn(process.execPath, [cli, 'doctor'], {
    cwd: folder,
    env: { ...process.env, HOME: '', XDG_DATA_HOME: 'relative' },
  })
  await Promise.all([text(child.stdout), once(child, 'close')])
  expect(readdirSync(folder)).toEqual([])
})

describe('files on their way', () => {
  it('of a process that is gone are cleared by the next start; those of a living one stay', () => {
    const parent = mkdtempSync(join(tmpdir(), 'temporary-'))
    const before = process.env['TMPDIR']
    process.env['TMPDIR'] = parent
    onTestFinished(() => {
      if (before === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = before
    })
    const files = createTemporaryFiles()
    const { path } = files.create(10)
    // A process id above any real one, and this process as it was at another start.
    const gone = ['workbench-file-99999999-1-abcdef', `workbench-file-${process.pid}-1-abcdef`]
    for (const name of gone) mkdirSync(join(parent, name))
    mkdirSync(join(parent, 'workbench-file-of-someone'))
    createTemporaryFiles()
    const left = readdirSync(parent)
    expect(left).toHaveLength(2)
    expect(left.some((name) => path.includes(name))).toBe(true)
    files.discardAll()
    expect(readdirSync(parent)).toEqual(['workbench-file-of-someone'])
  })
})

it('a file to which nothing was appended yet is read as empty', async () => {
  const files = createTemporaryFiles()
  const { fileId } = files.create(10)
  expect(await files.read(fileId, 0)).toEqual({ base64: '', next: null })
  files.discardAll()
})
