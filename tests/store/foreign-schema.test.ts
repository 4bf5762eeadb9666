import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { applyMigrations } from '#main/store/apply-migrations.ts'
import { closeDatabase, openDatabase } from '#main/store/database.ts'
import { withPages } from '#main/store/database-pages.ts'
import { schemaOf } from '#main/store/expected-schema.ts'
import { migrations } from '#main/store/migrations/index.ts'
import { readSchema } from '#main/store/schema-entries.ts'
import { refusalOf } from './refusal-of.ts'
import { temporaryFolder } from './sample-runs.ts'

/** A database of ours that somebody changed, schema and all, in ways that SQLite itself would refuse. */
function tampered(change: (db: Database.Database) => void): string {
  const path = join(temporaryFolder(), 'theirs.sqlite')
  const db = openDatabase(path)
  db.pragma('journal_mode = DELETE')
  db.unsafeMode()
  db.pragma('writable_schema = ON')
  change(db)
  db.close()
  return path
}

const openFiles = () => readdirSync('/proc/self/fd').length
const asView = (db: Database.Database, table: string) => {
  db.exec(`DROP TABLE ${table}`)
  db.exec(`CREATE VIEW ${table} AS WITH RECURSIVE all_of(id) AS
             (SELECT 1 UNION ALL SELECT id + 1 FROM all_of) SELECT id, id AS run_id FROM all_of`)
}

describe('a database with another schema', () => {
  it.each<[string, (db: Database.Database) => void, string]>([
    ['a view for a table', (db) => asView(db, 'tags'), 'has a view named tags where a table is'],
    [
      'a virtual table for a table',
      (db) => db.exec('DROP TABLE tags; CREATE VIRTUAL TABLE tags USING fts5(run_id, tag)'),
      'has a virtual table named tags where a table is expected',
    ],
    ['no table of tags', (db) => db.exec('DROP TABLE tags'), 'lacks the table tags'],
    ['no index', (db) => db.exec('DROP INDEX runs_by_owner'), 'lacks the index runs_by_owner'],
    [
      'a trigger of its own',
      (db) => db.exec('CREATE TRIGGER evil AFTER UPDATE ON runs BEGIN DELETE FROM episodes; END'),
      'has a trigger named evil that this program did not create',
    ],
    [
      'a table of its own',
      (db) => db.exec('CREATE TABLE extra (n CHECK (length(randomblob(1e9)) > 0))'),
      'has a table named extra that this program did not create',
    ],
    [
      'a CHECK that takes for ever',
      (db) =>
        db
          .prepare(`UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'tags'`)
          .run('tag    TEXT    NOT NULL', 'tag TEXT NOT NULL CHECK (hex(randomblob(2e8)) <> tag)'),
      'has a table named tags that this program did not create',
    ],
    [
      'brackets that nothing closes',
      (db) =>
        db
          .prepare(`UPDATE sqlite_schema SET sql = ? WHERE name = 'tags'`)
          .run(`CREATE TABLE tags (${'['.repeat(100_000)}`),
      'has a table named tags that this program did not create',
    ],
    [
      'more tables than any of ours',
      (db) => {
        for (let i = 0; i < 500; i++) db.exec(`CREATE TABLE t${i} (n)`)
      },
      'has more tables than this program creates',
    ],
    [
      'a statement of megabytes',
      (db) => db.exec(`CREATE VIEW wide AS SELECT '${'x'.repeat(3_000_000)}'`),
      'has more tables than this program creates',
    ],
  ])('is refused by name where it has %s, unchanged and closed', (_, change, sentence) => {
    const path = tampered(change)
    const [before, open] = [readFileSync(path, 'hex'), openFiles()]
    const from = performance.now()
    for (let i = 0; i < 5; i++) {
      expect(refusalOf(path)).toContain(`${path} ${sentence}`)
    }
    expect(performance.now() - from).toBeLessThan(5000)
    expect(readFileSync(path, 'hex')).toBe(before)
    expect(readdirSync(join(path, '..'))).toEqual(['theirs.sqlite'])
    expect(openFiles()).toBe(open)
  })

  it('is refused where only its write-ahead log has it', () => {
    const path = join(temporaryFolder(), 'open.sqlite')
    const theirs = openDatabase(path)
    theirs.pragma('wal_checkpoint(TRUNCATE)')
    theirs.exec('CREATE VIEW evil AS SELECT 1')
    const copy = join(temporaryFolder(), 'copy.sqlite')
    for (const ending of ['', '-wal']) copyFileSync(`${path}${ending}`, `${copy}${ending}`)
    closeDatabase(theirs)
    expect(refusalOf(copy)).toContain('has a view named evil that this program did not create')
  })

  it('is refused where the tree of its schema leads to one page again and again', () => {
    const path = tampered((db) => {
      for (let i = 0; i < 60; i++) db.exec(`CREATE TABLE wide${i} (${'n'.repeat(2000)})`)
    })
    const file = readFileSync(path)
    // Page 1 is an interior page by now: all its cells lead to one child.
    expect(file[100]).toBe(5)
    const cells = file.readUInt16BE(103)
    const child = file.readUInt32BE(file.readUInt16BE(112))
    for (let i = 0; i < cells; i++) file.writeUInt32BE(child, file.readUInt16BE(112 + 2 * i))
    writeFileSync(path, file)
    expect(refusalOf(path)).toContain('is damaged')
  })
})

describe('a schema of ours', () => {
  it.each(migrations.map((_, i) => i + 1))('is known in version %i', (version) => {
    const path = join(temporaryFolder(), 'older.sqlite')
    const older = new Database(path)
    applyMigrations(older, version)
    older.close()
    expect(refusalOf(path)).toBeNull()
  })

  it('may have the statistics that ANALYZE keeps', () => {
    expect(refusalOf(tampered((db) => db.exec('ANALYZE')))).toBeNull()
  })

  it.each([512, 4096, 65_536])('is read as SQLite reads it, in pages of %i bytes', (bytes) => {
    const path = join(temporaryFolder(), 'pages.sqlite')
    const db = new Database(path)
    db.pragma(`page_size = ${bytes}`)
    db.pragma('journal_mode = WAL')
    applyMigrations(db)
    const found = withPages(path, readSchema)
    expect(found).toEqual(schemaOf(db))
    expect(found!.length).toBeGreaterThan(30)
    closeDatabase(db)
    expect(withPages(path, readSchema)).toEqual(found)
  })
})
