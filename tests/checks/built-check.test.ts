import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CheckJob, CheckMessage } from '#main/checks/protocol.ts'
import { openStore, temporaryFolder } from '../store/sample-runs.ts'
import { inProject } from '../../scripts/project.ts'

const program = inProject('out/main/check-process.js')

it.runIf(existsSync(program))('a build has the process that checks databases', async () => {
  const path = join(temporaryFolder(), 'test.sqlite')
  openStore(path)
  const child = fork(program, {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const message = once(child, 'message') as Promise<[CheckMessage]>
  child.send({ kind: 'database', path, isDeep: true } satisfies CheckJob)
  const [said] = await message
  expect(said).toMatchObject({ kind: 'done', result: { databaseHealth: 'ok', runs: {} } })
  await once(child, 'close')
})
