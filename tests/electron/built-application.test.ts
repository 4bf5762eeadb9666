import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)

it('as built, trains in its own worker thread and closes its database', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'built-'))
  try {
    await run(process.execPath, ['scripts/build-if-stale.ts'])
    const program = ['tests/electron/run-built-application.ts', folder]
    const env = { ...process.env, XDG_DATA_HOME: folder, HOME: folder, LOCALAPPDATA: folder }
    const { stdout } = await run(process.execPath, program, { env })
    expect(JSON.parse(stdout)).toEqual({ status: 'completed', episodes: 40, exitCode: 0 })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
