import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../store/sample-runs.ts'
import { runCli, shortTraining } from './run-cli.ts'

it('hands runs from one database to another, where they verify', async () => {
  const folder = temporaryFolder()
  const [theirs, ours] = ['theirs', 'ours'].map((name) => join(folder, `${name}.sqlite`))
  const file = join(folder, 'run.sqlite')
  const cli = (...args: string[]) => runCli(args, JSON.stringify(shortTraining))
  await cli('train', '--config', '-', '--seeds', '1..2', '--quiet', '--database', theirs!)
  const target = ['--format', 'run-file', '--out', file]
  const written = await cli('export', '--run', '2', ...target, '--database', theirs!)
  expect(written).toMatchObject({ exitCode: 0, stdout: `${file}\n` })

  const take = (...args: string[]) => cli('runs', 'import', ...args, '--database', ours!)
  expect(await take(file)).toMatchObject({ stdout: 'From run.sqlite: imported run 1\n' })
  expect((await cli('verify', '1', '--database', ours!)).stdout).toContain('is the same again')
  const again = JSON.parse((await take(file, theirs!, '--json')).stdout)
  expect(again.files).toMatchObject([
    { file, imported: [], alreadyHere: [1] },
    { file: theirs, imported: [2], alreadyHere: [1] },
  ])
  expect((await cli('runs', 'show', '2', '--database', ours!)).stdout).toMatch(
    /imported .* theirs\.sqlite/,
  )

  writeFileSync(join(folder, 'notes.txt'), 'mine')
  expect(await take(join(folder, 'notes.txt'))).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('notes.txt cannot be imported: it is a text file'),
  })
  expect(await take(join(folder, 'nothing'))).toMatchObject({ exitCode: 1 })

  // Its last rows would be missing.
  const open = new Database(theirs)
  open.exec('CREATE TABLE x (y)')
  copyFileSync(`${theirs}-wal`, join(folder, 'copy.sqlite-wal'))
  copyFileSync(theirs!, join(folder, 'copy.sqlite'))
  open.close()
  expect((await take(join(folder, 'copy.sqlite'))).stderr).toContain('is open in another program')
})
