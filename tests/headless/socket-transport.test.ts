import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { createSocketTransport } from '#main/headless/socket-transport.ts'
import { runWithId } from '../carriers/backend-stand-in.ts'

/** A socket to a client that reads only when told to. */
function createSlowSocket() {
  const sent: { text: string; done: () => void }[] = []
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    terminated: false,
    send(text: string, done: () => void) {
      sent.push({ text, done })
    },
    terminate() {
      socket.terminated = true
    },
  })
  return { socket, sent, transport: createSocketTransport(socket as unknown as WebSocket) }
}
const change = (id: number, reason: string) => ({
  event: 'run.changed',
  data: { ...runWithId(id), reason },
})
const MEGABYTE = 1024 * 1024

it('holds back all but the latest event of each run while a client reads too slowly', () => {
  const { socket, sent, transport } = createSlowSocket()
  transport.send(change(1, 'first'))
  socket.bufferedAmount = 2 * MEGABYTE
  for (let i = 0; i < 1000; i++) transport.send(change(1, `a${i}`))
  transport.send(change(2, 'b'))
  expect(sent).toHaveLength(1)

  socket.bufferedAmount = 0
  sent[0]!.done()
  expect(sent.slice(1).map(({ text }) => JSON.parse(text).data.reason)).toEqual(['a999', 'b'])
})

it('holds back all but the latest progress of each task of the lab', () => {
  const { socket, sent, transport } = createSlowSocket()
  const progress = (taskId: string, share: number) => ({
    event: 'lab.progress',
    data: { taskId, share, remainingMs: null },
  })
  transport.send(change(1, 'first'))
  socket.bufferedAmount = 2 * MEGABYTE
  transport.send(progress('a', 0.1))
  transport.send(progress('b', 0.3))
  transport.send(progress('a', 0.2))
  socket.bufferedAmount = 0
  sent[0]!.done()
  expect(sent.slice(1).map(({ text }) => JSON.parse(text).data.share)).toEqual([0.2, 0.3])
})

it('forgets the changes of a run once it is deleted', () => {
  const { socket, sent, transport } = createSlowSocket()
  transport.send(change(1, 'first'))
  socket.bufferedAmount = 2 * MEGABYTE
  transport.send(change(2, 'late'))
  transport.send({ event: 'run.deleted', data: { runId: 2 } })
  socket.bufferedAmount = 0
  sent[0]!.done()
  expect(sent.slice(1).map(({ text }) => JSON.parse(text).event)).toEqual(['run.deleted'])
})

it('never holds back an answer', () => {
  const { socket, sent, transport } = createSlowSocket()
  socket.bufferedAmount = 2 * MEGABYTE
  transport.send({ id: 1, ok: true, result: null })
  expect(sent).toHaveLength(1)
})

it('lets answers wait until earlier ones are read', () => {
  const { socket, sent, transport } = createSlowSocket()
  transport.send({ id: 1, ok: true, result: null })
  socket.bufferedAmount = 40 * MEGABYTE
  transport.send({ id: 2, ok: true, result: null })
  let isReady = false
  transport.whenReady!(() => (isReady = true))
  sent[0]!.done()
  expect([sent.length, isReady]).toEqual([1, false])

  socket.bufferedAmount = 0
  sent[0]!.done()
  expect(sent.map(({ text }) => JSON.parse(text).id)).toEqual([1, 2])
  expect(isReady).toBe(true)
})

it('sends a sentence in the place of an answer that cannot be made text', () => {
  const { sent, transport } = createSlowSocket()
  const result = { toJSON: () => JSON.stringify(Array(30).fill('x'.repeat(2 ** 24))) }
  transport.send({ id: 4, ok: true, result })
  expect(JSON.parse(sent[0]!.text)).toMatchObject({
    id: 4,
    ok: false,
    error: { code: 'too-large' },
  })
  transport.send({ id: 5, ok: true, result: 'ü'.repeat(2 ** 24 * 1.6) })
  expect(JSON.parse(sent[1]!.text)).toMatchObject({
    id: 5,
    ok: false,
    error: { code: 'too-large' },
  })
})

it('gives up a client that leaves too much unread', () => {
  const { socket, sent, transport } = createSlowSocket()
  socket.bufferedAmount = 100 * MEGABYTE
  transport.send({ id: 1, ok: true, result: null })
  expect(sent).toHaveLength(0)
  expect(socket.terminated).toBe(true)
})
