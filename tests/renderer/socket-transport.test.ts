import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { createSocketTransport } from '#renderer/socket-transport.ts'
import { createClient } from '#shared/rpc.ts'

let server: WebSocketServer
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const { id, method } = JSON.parse(String(data)) as { id: number; method: string }
      if (method === 'runs.list') socket.send(JSON.stringify({ id, ok: true, result: [] }))
      else socket.terminate()
    })
  })
  await new Promise((resolve) => server.once('listening', resolve))
})
afterEach(() => {
  isOver = true
  for (const socket of server.clients) socket.terminate()
  server.close()
})

let isOver = false
function connect() {
  isOver = false
  const states: string[] = []
  const { port } = server.address() as AddressInfo
  const client = createClient(
    createSocketTransport({
      connect: () => (isOver ? null : new WebSocket(`ws://127.0.0.1:${port}`)),
      onOpen: (isReconnect) => void states.push(isReconnect ? 'open again' : 'open'),
      onLost: () => void states.push('lost'),
    }),
  )
  return { client, states }
}

it('sends what was asked before the connection stood', async () => {
  const { client } = connect()
  expect(await client.call('runs.list', undefined)).toEqual([])
})

it('comes back after a loss, refusing calls with a sentence meanwhile', async () => {
  const { client, states } = connect()
  await expect(client.call('system.info', undefined)).rejects.toThrow('connection')
  await expect(client.call('runs.list', undefined)).rejects.toThrow('not connected')
  await vi.waitFor(() => expect(states).toEqual(['open', 'lost', 'open again']), 5000)
  expect(await client.call('runs.list', undefined)).toEqual([])
})
