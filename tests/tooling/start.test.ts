import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createClient } from '#shared/rpc.ts'

let folder: string
let child: ChildProcess
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'start-'))))
afterEach(() => {
  child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** `npm start` on a machine without a display. */
function start(): ChildProcess {
  const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...environment } = process.env
  return spawn(process.execPath, ['scripts/start.ts'], {
    env: { ...environment, XDG_DATA_HOME: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

// Elsewhere there always is a display.
it.runIf(process.platform === 'linux')(
  'without a display, says so in one sentence and serves the workbench until it is told to end',
  async () => {
    child = start()
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
    expect((await lines.next()).value).toBe(
      'There is no display, so the workbench is served to your browser instead:',
    )
    const line = (await lines.next()).value as string
    const url = new URL(/http:\S+/.exec(line)![0])
    expect(url.hostname).toBe('127.0.0.1')

    const page = await fetch(url)
    expect(await page.text()).toContain('<div id="app"')

    const protocols = ['workbench', url.hash.slice(1).replace('=', '.')]
    const socket = new WebSocket(`ws://${url.host}/rpc`, protocols, { origin: url.origin })
    await once(socket, 'open')
    const client = createClient({
      send: (message) => socket.send(JSON.stringify(message)),
      onMessage: (listener) =>
        void socket.on('message', (data) => listener(JSON.parse(data.toString()))),
    })
    expect(await client.call('runs.list', undefined)).toEqual([])

    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    await expect(fetch(url)).rejects.toThrow()
  },
)
