import { mkdirSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { serve } from '#main/headless/serve.ts'
import { createClient } from '#shared/rpc.ts'
import { temporaryFolder } from '../store/sample-runs.ts'
import { describeApiOver } from './api-contract.ts'

describeApiOver('a WebSocket', async (backend) => {
  const rendererDirectory = join(temporaryFolder(), 'page')
  mkdirSync(rendererDirectory)
  writeFileSync(join(rendererDirectory, 'index.html'), '<!doctype html>')
  const server = await serve({
    backend,
    rendererDirectory,
    report: (error) => {
      throw error
    },
  })
  onTestFinished(() => server.close())
  const { origin, host, hash } = new URL(server.url)

  return async () => {
    const token = hash.replace('#token=', 'token.')
    const socket = new WebSocket(`ws://${host}/rpc`, ['workbench', token], { origin })
    await once(socket, 'open')
    const client = createClient({
      send: (message) => socket.send(JSON.stringify(message)),
      onMessage: (listener) =>
        void socket.on('message', (data) => listener(JSON.parse(data.toString()))),
      onClose: (listener) => void socket.on('close', listener),
    })
    return {
      client,
      async disconnect() {
        if (socket.readyState === socket.CLOSED) return
        socket.close()
        await once(socket, 'close')
      },
    }
  }
})
