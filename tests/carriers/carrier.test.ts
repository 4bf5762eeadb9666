import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import type { Backend } from '#main/backend-contract.ts'
import { serveClient } from '#main/carrier.ts'
import { isLongerThan } from '#shared/plain-data.ts'
import { createClient, type Answer, type ServerTransport } from '#shared/rpc.ts'
import { createBackendStandIn, runWithId } from './backend-stand-in.ts'

const ports: MessagePort[] = []
afterEach(() => ports.splice(0).forEach((port) => port.close()))

/** A client over a message port, which carries what structured cloning can, as Electron's IPC does. */
function overPort(backend: Backend, reported: unknown[] = []) {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  serveClient(
    backend,
    {
      send: (message) => port1.postMessage(message),
      onMessage: (listener) => void port1.on('message', listener),
    },
    (error) => reported.push(error),
  )
  const ask = (message: unknown): Promise<Answer> => {
    port2.postMessage(message)
    return new Promise((resolve) => port2.once('message', resolve))
  }
  return { port: port2, ask }
}

describe('a client that sends what JSON cannot say', () => {
  const cyclic: unknown[] = []
  cyclic.push(cyclic)
  let deep: unknown = 0
  for (let i = 0; i < 100; i++) deep = [deep]

  it.each([
    ['a bigint', 1n],
    ['a map', new Map()],
    ['bytes', new Uint8Array(8)],
    ['a date', new Date()],
    ['itself', cyclic],
    ['lists in lists', deep],
    // Structured cloning keeps its length; walking it would take minutes.
    ['a list of nothing', new Array(4_000_000_000)],
  ])('is refused %s with a sentence', async (_, value) => {
    const reported: unknown[] = []
    const { ask } = overPort(createBackendStandIn(), reported)
    const params = { config: value, seeds: [1] }
    expect(await ask({ id: 3, method: 'runs.startSeeds', params })).toMatchObject({
      id: 3,
      ok: false,
      error: {
        code: 'invalid-params',
        message: expect.stringMatching(/^The message holds|is nested/),
      },
    })
    expect(reported).toEqual([])
  })
})

describe('answers', () => {
  it('that are longer than a carrier sends are refused', async () => {
    const backend = createBackendStandIn()
    const notes = 'x'.repeat(20_000)
    const long = Array.from({ length: 2000 }, (_, i) => ({ ...runWithId(i + 1), notes }))
    const handlers = { ...backend.handlers, 'runs.list': () => long }
    const { ask } = overPort({ ...backend, handlers })
    expect(await ask({ id: 1, method: 'runs.list' })).toEqual({
      id: 1,
      ok: false,
      error: {
        code: 'too-large',
        message: 'The answer to runs.list is longer than 32 MiB; request less at once',
      },
    })
  })

  it('are measured about as JSON measures them', () => {
    const run = runWithId(1)
    const { length } = JSON.stringify(run)
    expect(isLongerThan(length * 1.5, run)).toBe(false)
    expect(isLongerThan(length * 0.7, run)).toBe(true)
  })
})

describe('clients', () => {
  /** A transport whose other end the test plays. */
  function byHand() {
    let receive = (_: unknown): void => undefined
    const paused: string[] = []
    const sent: unknown[] = []
    const transport: ServerTransport = {
      send: (message) => void sent.push(message),
      onMessage: (listener) => void (receive = listener),
      pause: () => void paused.push('pause'),
      resume: () => void paused.push('resume'),
    }
    return { transport, sent, paused, receive: (message: unknown) => receive(message) }
  }

  it('take turns: one that asks for much at once does not hold up another', async () => {
    const backend = createBackendStandIn()
    const asked: number[] = []
    const handlers = {
      ...backend.handlers,
      'runs.get': ({ runId }: { runId: number }) => (asked.push(runId), runWithId(runId)),
    }
    const [greedy, modest] = [byHand(), byHand()]
    for (const { transport } of [greedy, modest]) {
      serveClient({ ...backend, handlers }, transport, () => undefined)
    }
    for (let id = 1; id <= 100; id++) {
      greedy.receive({ id, method: 'runs.get', params: { runId: 1 } })
    }
    modest.receive({ id: 1, method: 'runs.get', params: { runId: 2 } })
    await expect.poll(() => modest.sent).toHaveLength(1)
    expect(asked.indexOf(2)).toBeLessThan(5)
    // What waits with the client does not wait here.
    expect(greedy.paused).toContain('pause')
    await expect.poll(() => greedy.sent).toHaveLength(100)
    expect(greedy.paused.at(-1)).toBe('resume')
  })

  it('have their calls answered in the order they were made', async () => {
    const { port } = overPort(createBackendStandIn())
    const client = createClient({
      send: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on('message', listener),
    })
    const answered: number[] = []
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        client.call('runs.get', { runId: 1 }).then(() => answered.push(i)),
      ),
    )
    expect(answered).toEqual(Array.from({ length: 20 }, (_, i) => i))
  })
})

describe('a client whose connection is lost', () => {
  /** A client of a transport that the test closes and opens. */
  function overTransport(reconnects: boolean) {
    let isOpen = true
    let close = (): void => undefined
    let hear = (_: unknown): void => undefined
    const client = createClient({
      reconnects,
      send(message) {
        if (!isOpen && reconnects) throw new Error('The workbench is not connected')
        if (isOpen) hear({ id: (message as { id: number }).id, ok: true, result: null })
      },
      onMessage: (listener) => void (hear = listener),
      onClose: (listener) => void (close = listener),
    })
    return {
      call: () => client.call('queue.resumeAll', undefined),
      close: () => ((isOpen = false), close()),
      open: () => (isOpen = true),
    }
  }

  it('is refused every later call with a sentence', async () => {
    const { call, close } = overTransport(false)
    expect(await call()).toBeNull()
    close()
    await expect(call()).rejects.toThrow('The connection to the workbench was lost')
  })

  it('may call again once its transport is connected again', async () => {
    const { call, close, open } = overTransport(true)
    close()
    await expect(call()).rejects.toThrow('The workbench is not connected')
    open()
    expect(await call()).toBeNull()
  })
})
