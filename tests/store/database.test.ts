import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { closeDatabase, checkDatabase, openDatabase, openToRead } from '#main/store/database.ts'
import { APPLICATION_ID } from '#main/store/database-file.ts'
import { migrations } from '#main/store/migrations/index.ts'
import { refusalOf } from './refusal-of.ts'
import { addRows, addRun, openStore, sampleConfig, temporaryFolder } from './sample-runs.ts'

const databasePath = () => join(temporaryFolder(), 'some', 'folder', 'workbench.sqlite')

/** Expects that refusing `path` names it and changes nothing in its folder. */
function expectUntouched(path: string, sentence: RegExp): void {
  const contents = () =>
    readdirSync(join(path, '..')).map((name) => [name, readFileSync(join(path, '..', name), 'hex')])
  const before = contents()
  const message = refusalOf(path)
  expect(message).toContain(path)
  expect(message).toMatch(sentence)
  expect(contents()).toEqual(before)
}

describe('opening a database', () => {
  it('makes the folders above it and sets the pragmas at every opening', () => {
    const path = databasePath()
    for (let opening = 1; opening <= 2; opening++) {
      const db = openDatabase(path)
      const pragma = (name: string) => db.pragma(name, { simple: true })
      expect([pragma('journal_mode'), pragma('synchronous')]).toEqual(['wal', 2])
      expect([pragma('foreign_keys'), pragma('busy_timeout')]).toEqual([1, 5])
      expect([pragma('user_version'), checkDatabase(db).databaseHealth]).toEqual([
        migrations.length,
        'ok',
      ])
      closeDatabase(db)
    }
  })

  it('leaves one complete file behind when it is closed', () => {
    const path = databasePath()
    const db = openDatabase(path)
    closeDatabase(db)
    expect(readdirSync(join(path, '..'))).toEqual(['workbench.sqlite'])
  })

  it('keeps what was stored when a second connection opens the file', () => {
    const path = databasePath()
    const store = openStore(path)
    addRows(store, addRun(store).id, 3, 1)
    expect(openStore(path).episodes.count(1)).toBe(3)
  })

  it('migrates an older file; what its runs did not keep then is unknown', () => {
    const path = join(temporaryFolder(), 'older.sqlite')
    const older = new Database(path)
    older.exec(migrations[0]!)
    older.pragma(`application_id = ${APPLICATION_ID}`)
    older.pragma('user_version = 1')
    const config = JSON.stringify(sampleConfig())
    older.exec(`INSERT INTO runs (config_json, config_hash, environment, seed, status, created_at,
                                  episodes, mean_return_last_100)
                VALUES ('${config}', '', 'CartPole-v1', 1, 'completed', '', 7, 20.5)`)
    older.close()
    expect(openStore(path).runs.get(1).progress).toMatchObject({
      episodes: 7,
      meanReturnLast100: 20.5,
      standardErrorLast100: null,
      lastReturn: null,
      meanReturnLast10: null,
      meanReturnLast1000: null,
      areaUnderCurve: null,
    })
  })

  it('opens an empty file as a new database', () => {
    const path = join(temporaryFolder(), 'empty.sqlite')
    writeFileSync(path, '')
    openDatabase(path).close()
  })
})

describe('a file that is refused', () => {
  it('is named and untouched when it is not a database', () => {
    const path = join(temporaryFolder(), 'thesis.txt')
    writeFileSync(path, 'Chapter 1. '.repeat(1000))
    expectUntouched(path, /not a SQLite database.*choose another file/)
  })

  it('is named and untouched when it is shorter than a header', () => {
    const path = join(temporaryFolder(), 'short.sqlite')
    writeFileSync(path, 'SQL')
    expectUntouched(path, /not a SQLite database/)
  })

  it.each([
    ['cut off', (path: string) => truncateSync(path, 5000)],
    [
      'overwritten in the middle',
      (path: string) => {
        const bytes = readFileSync(path)
        bytes.fill(0xa5, 4096, 12_288)
        writeFileSync(path, bytes)
      },
    ],
  ])('is named and untouched when it is %s', (_, damage) => {
    const path = join(temporaryFolder(), 'damaged.sqlite')
    const db = openDatabase(path)
    closeDatabase(db)
    damage(path)
    expectUntouched(path, /is damaged/)
  })

  it('is named and untouched when a newer program made it', () => {
    const path = join(temporaryFolder(), 'newer.sqlite')
    const db = openDatabase(path)
    db.pragma('user_version = 99')
    closeDatabase(db)
    expectUntouched(path, /schema version 99.*newer version of the workbench/)
  })

  it('is untouched when its newer version is still in the write-ahead log', () => {
    const path = join(temporaryFolder(), 'newer.sqlite')
    const db = openDatabase(path)
    db.pragma('user_version = 99')
    expect(refusalOf(path)).toMatch(/schema version 99/)
    closeDatabase(db)
  })

  it('is named and untouched when another program made it', () => {
    const path = join(temporaryFolder(), 'bookmarks.sqlite')
    const db = new Database(path)
    db.exec('CREATE TABLE bookmarks (address TEXT)')
    db.close()
    expectUntouched(path, /another program/)
  })

  it('is named when it is a folder', () => {
    const path = join(temporaryFolder(), 'folder')
    mkdirSync(path)
    expect(refusalOf(path)).toBe(
      `The database ${path} is a folder or a device, not a file; choose a file.`,
    )
  })

  it('is named when it would lie under a file', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, 'text')
    expect(refusalOf(join(file, 'workbench.sqlite'))).toMatch(/cannot be written/)
  })
})

describe('looking into a database', () => {
  it('makes neither a file nor a folder where there is none', () => {
    const path = databasePath()
    expect(openToRead(path)).toBeNull()
    expect(existsSync(join(path, '..'))).toBe(false)
  })

  it('neither migrates nor reads an older one', () => {
    const path = join(temporaryFolder(), 'older.sqlite')
    const older = new Database(path)
    older.exec(migrations[0]!)
    older.pragma(`application_id = ${APPLICATION_ID}`)
    older.pragma('user_version = 1')
    older.close()
    const before = readFileSync(path, 'hex')
    expect(openToRead(path)).toBeNull()
    expect(readFileSync(path, 'hex')).toBe(before)
  })

  it('sees what another program stored a moment ago, and can write nothing', () => {
    const path = join(temporaryFolder(), 'read.sqlite')
    const store = openStore(path)
    addRun(store)
    const db = openToRead(path)!
    expect(db.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(1)
    expect(() => db.exec('DELETE FROM runs')).toThrow('readonly')
    db.close()
  })

  it('writes nothing and leaves no log behind where no program has it open', () => {
    const path = databasePath()
    closeDatabase(openDatabase(path))
    const db = openToRead(path)!
    expect(() => db.exec('DELETE FROM runs')).toThrow('readonly')
    db.close()
    expect(readdirSync(join(path, '..'))).toEqual(['workbench.sqlite'])
  })
})
