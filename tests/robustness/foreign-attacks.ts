import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { range } from '../store/sample-runs.ts'
import type { Choices } from './seed.ts'

/* Ways to turn one of our run files into one that must be refused. */

/** What is wrong with a file from elsewhere. */
export interface Attack {
  readonly name: string
  /** `chance` means that it may hit bytes that nobody reads. */
  readonly kind: 'schema' | 'rows' | 'bytes' | 'chance'
  apply(path: string, choices: Choices): void
}

type Change = string | ((db: Database.Database) => void)

const inSql = (kind: Attack['kind'], name: string, sql: Change): Attack => ({
  name,
  kind,
  apply(path) {
    const db = new Database(path)
    db.unsafeMode()
    db.pragma('writable_schema = ON')
    db.pragma('foreign_keys = OFF')
    db.pragma('ignore_check_constraints = ON')
    if (typeof sql === 'string') db.exec(sql)
    else sql(db)
    db.close()
  },
})
const inSchema = (name: string, sql: Change): Attack => inSql('schema', name, sql)
const inRows = (name: string, sql: Change): Attack => inSql('rows', name, sql)
const inBytes = (
  name: string,
  change: (bytes: Buffer, choices: Choices) => void,
  kind: 'bytes' | 'chance' = 'bytes',
): Attack => ({
  name,
  kind,
  apply(path, choices) {
    const bytes = readFileSync(path)
    change(bytes, choices)
    writeFileSync(path, bytes)
  },
})
const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT'
const swapped = (table: string, from: string, to: string) => (db: Database.Database) => {
  const { changes } = db
    .prepare(
      `UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ? AND instr(sql, ?) > 0`,
    )
    .run(from, to, table, from)
  if (changes !== 1) throw new Error(`The table ${table} has no "${from}"`)
}

export const attacks: readonly Attack[] = [
  inSchema(
    'a CHECK of huge blobs',
    swapped(
      'tags',
      'tag    TEXT    NOT NULL',
      'tag TEXT NOT NULL CHECK (hex(randomblob(200000000)) <> tag)',
    ),
  ),
  inSchema(
    'a CHECK of zeros',
    swapped(
      'tags',
      'tag    TEXT    NOT NULL',
      'tag TEXT NOT NULL CHECK (length(zeroblob(900000000)) > 0)',
    ),
  ),
  inSchema('a table without CHECKs', swapped('episodes', 'CHECK (terminated IN (0, 1))', '')),
  inSchema('a table that is not strict', swapped('runs', 'STRICT', '')),
  inSchema(
    'an endless view',
    `DROP TABLE tags; CREATE VIEW tags AS ${endless} i AS run_id, i AS tag FROM n`,
  ),
  inSchema('an endless view of its own', `CREATE VIEW more AS ${endless} i FROM n`),
  inSchema('a view for the runs', (db) => {
    db.pragma('foreign_keys = OFF')
    db.exec(`DELETE FROM sqlite_schema WHERE name = 'runs'`)
    db.exec(
      `INSERT INTO sqlite_schema VALUES ('view', 'runs', 'runs', 0, 'CREATE VIEW runs AS SELECT 1')`,
    )
  }),
  inSchema('a trigger', 'CREATE TRIGGER evil AFTER INSERT ON runs BEGIN DELETE FROM runs; END'),
  inSchema(
    'a generated column',
    swapped(
      'tags',
      'tag    TEXT    NOT NULL',
      'tag TEXT NOT NULL, big TEXT AS (hex(randomblob(100000000)))',
    ),
  ),
  inSchema('brackets without end', swapped('tags', 'tag    TEXT    NOT NULL', '['.repeat(300_000))),
  inSchema('an index of an expression', 'CREATE INDEX slow ON tags (length(tag))'),
  inSchema('a virtual table', 'DROP TABLE tags; CREATE VIRTUAL TABLE tags USING fts5(run_id, tag)'),
  inSchema('no table of episodes', 'DROP TABLE episodes'),
  inSchema('no index', 'DROP INDEX runs_by_status'),
  inSchema('a table of its own', 'CREATE TABLE extra (n)'),
  inSchema('500 tables', (db) => range(500).forEach((i) => db.exec(`CREATE TABLE t${i} (n)`))),
  inSchema('a schema of megabytes', `CREATE VIEW wide AS SELECT '${'x'.repeat(2_000_000)}'`),
  inSchema('another program', 'PRAGMA application_id = 77'),
  inSchema('no program', 'PRAGMA application_id = 0'),
  inSchema('a version of the future', 'PRAGMA user_version = 999'),
  inSchema('a version before all', 'PRAGMA user_version = -1'),
  inSchema('a version that it is not', 'PRAGMA user_version = 5'),
  inRows('notes of 3 MB', `UPDATE runs SET notes = replace(hex(zeroblob(1500000)), '0', 'x')`),
  inRows('updates below zero', 'UPDATE runs SET updates = -5'),
  inRows('2^53 episodes', 'UPDATE runs SET episodes = 9007199254740992'),
  inRows('a day that there is not', `UPDATE runs SET created_at = '2026-02-30T00:00:00.000Z'`),
  inRows(
    'a policy of 3 bytes',
    `INSERT OR REPLACE INTO checkpoints (run_id, update_index, parameters) VALUES (1, 0, x'010203')`,
  ),
  inRows('a tag of NUL', 'INSERT INTO tags VALUES (1, char(0))'),
  inRows('a status of nothing', `UPDATE runs SET status = 'won'`),
  inRows('a configuration of nothing', `UPDATE runs SET config_json = '{}'`),
  inRows('another hash', `UPDATE runs SET config_hash = 'ffffffffffffffff'`),
  inRows('a negative length', 'UPDATE episodes SET length = -1 WHERE episode_index = 7'),
  inRows('a gap', 'DELETE FROM episodes WHERE episode_index = 7'),
  inRows(
    'a state of garbage',
    `INSERT INTO training_states (run_id, made_by, engine, progress_json, state) VALUES (1, '', '', '{}', x'ff')`,
  ),
  inBytes('zeros in front', (bytes) => bytes.fill(0, 0, 100)),
  inBytes('an encrypted look', (bytes, { between }) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = between(0, 256)
  }),
  inBytes('a page size of 3', (bytes) => bytes.writeUInt16BE(3, 16)),
  inBytes('a schema page of another kind', (bytes) => bytes.fill(2, 100, 101)),
  inBytes('cells that lead out of the page', (bytes) => bytes.fill(0xff, 108, 200)),
  inBytes(
    'a flipped bit',
    (bytes, { between }) => {
      const at = Math.floor(between(0, bytes.length))
      bytes[at] = bytes[at]! ^ (1 << Math.floor(between(0, 8)))
    },
    'chance',
  ),
  inBytes(
    'a zeroed page',
    (bytes, { between }) => {
      const page = Math.floor(between(1, bytes.length / 4096)) * 4096
      bytes.fill(0, page, page + 4096)
    },
    'chance',
  ),
  {
    name: 'cut off',
    kind: 'bytes',
    apply: (path, { between }) =>
      truncateSync(path, Math.floor(between(1, readFileSync(path).length - 4096))),
  },
  {
    name: 'text',
    kind: 'bytes',
    apply: (path) => writeFileSync(path, 'Dear Sir or Madam, '.repeat(500)),
  },
  { name: 'nothing', kind: 'bytes', apply: (path) => truncateSync(path, 0) },
]
