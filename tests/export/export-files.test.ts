import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { exportPart } from '#main/export/index.ts'
import { createRunFiles } from '#main/export/run-files.ts'
import { createTasks } from '#main/tasks/tasks.ts'
import { writeExport, type ExportFilesRequest } from '#main/export-files.ts'
import { canMount, smallDisk } from '../robustness/faults.ts'
import { addRows, addRun, openStore, temporaryFolder } from '../store/sample-runs.ts'

function sourceOfOneRun() {
  const store = openStore()
  addRun(store)
  addRows(store, 1, 6000, 3)
  return {
    'runs.export': (request: Parameters<typeof exportPart>[1]) => exportPart(store, request),
    'runs.get': ({ runId }: { runId: number }) => store.runs.get(runId),
    ...createRunFiles({
      ...{ store, ownerId: 1, tasks: createTasks({ publish: () => undefined }) },
      leftovers: { look: () => undefined },
      announceRuns: () => Promise.resolve(),
      restoreAll: () => Promise.resolve([]),
      checkRunFile: () => Promise.resolve(),
      experimentChanged: () => undefined,
    }).handlers,
  }
}

const write = (changes: Partial<ExportFilesRequest> & { path: string }) =>
  writeExport(sourceOfOneRun(), { runIds: [1], format: 'csv', overwrite: false, ...changes })

const rowCount = (path: string) => readFileSync(path, 'utf8').split('\r\n').length - 2

describe('exported files', () => {
  it('are three in a folder, made if missing, for csv', async () => {
    const path = join(temporaryFolder(), 'new', 'folder')
    const written = await write({ path })
    const names = ['episodes.csv', 'updates.csv', 'configuration.json']
    expect(written).toEqual(names.map((name) => join(path, name)))
    expect(readdirSync(path).toSorted()).toEqual(names.toSorted())
    expect([rowCount(written[0]!), rowCount(written[1]!)]).toEqual([6000, 3])
    expect(JSON.parse(readFileSync(written[2]!, 'utf8')).runs).toMatchObject([
      { id: 1, config: { seed: 1 } },
    ])
  })

  it('lie beside a path that ends in .csv', async () => {
    const folder = temporaryFolder()
    await write({ path: join(folder, 'thesis.csv') })
    expect(readdirSync(folder).toSorted()).toEqual([
      'thesis-configuration.json',
      'thesis-updates.csv',
      'thesis.csv',
    ])
  })

  it('are one for json', async () => {
    const path = join(temporaryFolder(), 'runs.json')
    expect(await write({ path, format: 'json' })).toEqual([path])
    expect(JSON.parse(readFileSync(path, 'utf8')).runs[0].episodes).toHaveLength(6000)
  })

  it('are one, a database of its own, for a run file', async () => {
    const path = join(temporaryFolder(), 'run.sqlite')
    expect(await write({ path, format: 'run-file' })).toEqual([path])
    const store = openStore(path)
    expect(store.runs.list()).toMatchObject([{ id: 1, status: 'interrupted' }])
    expect(store.episodes.count(1)).toBe(6000)
  })

  it('do not replace a file unless that is allowed', async () => {
    const path = join(temporaryFolder(), 'runs.json')
    writeFileSync(path, 'mine')
    await expect(write({ path, format: 'json' })).rejects.toThrow(`${path} exists already`)
    expect(readFileSync(path, 'utf8')).toBe('mine')
    await write({ path, format: 'json', overwrite: true })
    expect(JSON.parse(readFileSync(path, 'utf8')).version).toBe(1)
  })

  it('are not begun when one of them exists', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a-updates.csv'), 'mine')
    await expect(write({ path: join(folder, 'a.csv') })).rejects.toThrow(/exists already/)
    expect(readdirSync(folder)).toEqual(['a-updates.csv'])
  })

  it('never replace a folder', async () => {
    const path = join(temporaryFolder(), 'runs.json')
    mkdirSync(path)
    await expect(write({ path, format: 'json', overwrite: true })).rejects.toThrow(/is a folder/)
  })

  it('leave nothing behind when an export fails half way', async () => {
    const folder = temporaryFolder()
    const source = sourceOfOneRun()
    const failing = {
      ...source,
      'runs.export': (request: Parameters<typeof exportPart>[1]) => {
        if (request.document === 'updates.csv') throw new Error('half way')
        return source['runs.export'](request)
      },
    }
    const request = { runIds: [1], format: 'csv', path: folder, overwrite: false } as const
    await expect(writeExport(failing, request)).rejects.toThrow('half way')
    expect(readdirSync(folder)).toEqual([])
  })

  it('under a file are refused with a sentence', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const path = join(file, 'runs.json')
    await expect(write({ path, format: 'json' })).rejects.toThrow(`${path} cannot be written`)
  })

  it.each([
    ['contains a NUL character', 'a\0b.json'],
    ['is too long', `${'x'.repeat(300)}.json`],
  ])('whose name %s are refused with a sentence', async (problem, name) => {
    const folder = temporaryFolder()
    for (const format of ['json', 'run-file', 'csv'] as const) {
      await expect(write({ path: join(folder, name), format })).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(
          `cannot be written \\(its name ${problem}\\); choose another`,
        ),
      })
    }
    expect(readdirSync(folder)).toEqual([])
  })

  it.runIf(canMount)('on a full disk are refused with a sentence and leave nothing', async () => {
    const { folder } = smallDisk('100k')
    for (const format of ['json', 'run-file', 'csv'] as const) {
      const path = join(folder, 'runs.csv')
      await expect(write({ path, format })).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(/cannot be written \(the disk is full\); choose another/),
      })
      expect(readdirSync(folder)).toEqual([])
    }
  })
})

describe('the temporary folder of run files', () => {
  const source = sourceOfOneRun
  afterEach(() => void vi.unstubAllEnvs())

  it('is named where it is missing', async () => {
    const missing = join(temporaryFolder(), 'missing')
    const handlers = source()
    vi.stubEnv('TMPDIR', missing)
    const sentence = `${missing} cannot hold the run file (there is no such file or folder)`
    expect(() => handlers['runFiles.create']({ bytes: 100 })).toThrow(sentence)
    await expect(handlers['runFiles.write']({ runIds: [1] })).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining(sentence),
    })
  })

  it.runIf(canMount)('is named where it is full, and nothing stays in it', async () => {
    const { folder } = smallDisk('400k')
    const handlers = source()
    vi.stubEnv('TMPDIR', folder)
    await expect(handlers['runFiles.write']({ runIds: [1] })).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(/cannot hold the run file \(database or disk is full\)/),
    })
    expect(readdirSync(folder)).toEqual([])
    const { fileId } = await handlers['runFiles.create']({ bytes: 1_000_000 })
    const base64 = Buffer.alloc(600_000).toString('base64')
    await expect(handlers['runFiles.append']({ fileId, base64 })).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(/cannot hold the run file \(the disk is full\)/),
    })
    expect(readdirSync(folder)).toEqual([])
  })
})
