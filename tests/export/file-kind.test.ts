import { expect, it } from 'vitest'
import { importObstacle } from '#main/export/file-kind.ts'

it.each([
  ['run_id,seed,config_hash\r\n1,1,abc\r\n', 'an export as CSV'],
  ['a;b\n1;2\n', 'a table (CSV)'],
  ['{"format":"reinforce-workbench-runs","version":1,"runs":[', 'an export as JSON'],
  ['{"environment":{"id":"CartPole-v1"}}', 'a JSON file'],
  ['[1, 2]', 'a JSON file'],
  ['Dear diary', 'a text file'],
  ['', 'it is empty'],
  ['PK\x03\x04rest', 'a compressed file'],
  ['\x1f\x8b\x08', 'a compressed file'],
  ['\x89PNG\r\n\x1a\n\0\0', 'not an SQLite file'],
  ['SQLite format 2\0', 'not an SQLite file'],
])('a file that begins with %j is called what it is, with what can be imported', (text, kind) => {
  const sentence = importObstacle(Buffer.from(text, 'latin1'))
  expect(sentence).toContain(kind)
  expect(sentence).toContain('only run files (export --format run-file')
})

it('an SQLite file is looked into', () => {
  expect(importObstacle(Buffer.from('SQLite format 3\0…'))).toBeNull()
})
