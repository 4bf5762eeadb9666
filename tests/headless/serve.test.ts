import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { serve, type WorkbenchServer } from '#main/headless/serve.ts'
import { createClient, type Transport } from '#shared/rpc.ts'
import {
  createBackendStandIn,
  runWithId,
  type BackendStandIn,
} from '../carriers/backend-stand-in.ts'

let folder: string
let backend: BackendStandIn
let server: WorkbenchServer
let reported: unknown[]
let port: number
let token: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'))
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><p>workbench</p>')
  writeFileSync(join(folder, 'page', 'assets', 'index-1a2b.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'secret')

  backend = createBackendStandIn()
  reported = []
  server = await serve({
    backend,
    rendererDirectory: join(folder, 'page'),
    report: (error) => reported.push(error),
  })
  const url = new URL(server.url)
  port = Number(url.port)
  token = url.hash.replace('#token=', '')
})

afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

interface Response {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A request whose path is sent as it is written: `fetch` would tidy it. */
function get(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Response> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body }),
      )
    })
      .on('error', reject)
      .end()
  })
}

interface Attempt {
  readonly protocols?: string[]
  readonly headers?: Record<string, string>
  readonly path?: string
}

/** A socket as our page opens it, but for what the attempt says otherwise. */
const open = ({
  protocols = ['workbench', `token.${token}`],
  headers,
  path = '/rpc',
}: Attempt = {}) =>
  new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, {
    headers: { Origin: `http://127.0.0.1:${port}`, ...headers },
  })

const outcome = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => {
    socket.on('open', () => resolve('open'))
    socket.on('error', (error) => resolve(error.message))
  })

async function connected(): Promise<WebSocket> {
  const socket = open()
  expect(await outcome(socket)).toBe('open')
  return socket
}

const nextMessage = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(data.toString()))))

const transportOf = (socket: WebSocket): Transport => ({
  send: (message) => socket.send(JSON.stringify(message)),
  onMessage: (listener) =>
    void socket.on('message', (data) => listener(JSON.parse(data.toString()))),
  onClose: (listener) => void socket.on('close', listener),
})

describe('the page', () => {
  it('is served with a content security policy that allows nothing from elsewhere', async () => {
    const { status, headers, body } = await get('/')
    expect(status).toBe(200)
    expect(body).toContain('workbench')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("script-src 'self';")
    expect(headers['content-security-policy']).not.toContain('unsafe-eval')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('never holds the token', async () => {
    const { headers, body } = await get('/')
    expect(JSON.stringify(headers) + body).not.toContain(token)
  })

  it('is asked for anew each time, while its hashed assets are kept', async () => {
    expect((await get('/')).headers['cache-control']).toBe('no-cache')
    expect((await get('/assets/index-1a2b.js')).headers['cache-control']).toContain('immutable')
  })

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/assets/../../secret.txt', '/..%2fsecret.txt'])(
    'does not lead out of its folder by %s',
    async (path) => {
      const { status, body } = await get(path)
      expect(status).toBe(404)
      expect(body).toBe('')
    },
  )

  it('is refused to a foreign host name, which a rebound address would carry', async () => {
    expect((await get('/', { Host: 'evil.example' })).status).toBe(421)
    expect((await get('/', { Host: `evil.example:${port}` })).status).toBe(421)
    expect((await get('/', { Host: '127.0.0.1' })).status).toBe(421)
    expect((await get('/', { Host: `localhost:${port}` })).status).toBe(200)
  })

  it.each([
    'bytes=5-2',
    'bytes=0-3',
    'bytes=-1',
    'bytes=999-',
    'bytes=,',
    'items=0-1',
    'bytes=1e9-0',
  ])('is sent whole to a request for the range %s', async (range) => {
    const { status, body, headers } = await get('/assets/index-1a2b.js', { Range: range })
    expect([status, body]).toEqual([200, 'export {}'])
    expect(headers['content-range']).toBeUndefined()
  })

  it('is not sent again to a browser that has it', async () => {
    const { headers } = await get('/')
    const again = await get('/', { 'If-None-Match': `"other", W/${headers.etag!}` })
    expect([again.status, again.body]).toEqual([304, ''])
  })

  it('stays while its files are deleted, until a newer build is there', async () => {
    const page = join(folder, 'page')
    rmSync(join(page, 'assets'), { recursive: true })
    expect((await get('/assets/index-1a2b.js')).body).toBe('export {}')
    // Written in this order by a bundler: the page names what is not there yet.
    writeFileSync(join(page, 'index.html'), '<script src="./assets/index-3c4d.js"></script>')
    mkdirSync(join(page, 'assets'))
    expect((await get('/')).body).toContain('workbench')

    writeFileSync(join(page, 'assets', 'index-3c4d.js'), 'newer')
    expect((await get('/')).body).toContain('index-3c4d.js')
    expect((await get('/assets/index-3c4d.js')).body).toBe('newer')
    // For tabs that were opened with the build before.
    expect((await get('/assets/index-1a2b.js')).body).toBe('export {}')
  })

  it('says that it must be reloaded where it asks for a file of a build that is gone', async () => {
    const { status, body, headers } = await get('/assets/index-0000.js')
    expect([status, headers['cache-control']]).toEqual([404, 'no-store'])
    expect(body).toContain('Reload the page')
  })

  it('is not an image or a script of a page from elsewhere, but a link there leads to it', async () => {
    const from = (mode: string) => ({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': mode })
    expect((await get('/assets/index-1a2b.js', from('no-cors'))).status).toBe(403)
    expect((await get('/', from('navigate'))).status).toBe(200)
  })

  it('is only read', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405)
  })
})

describe('the socket', () => {
  it('opens for our page with the token, and does not send the token back', async () => {
    const socket = await connected()
    expect(socket.protocol).toBe('workbench')
  })

  it.each<[string, () => Attempt, string]>([
    ['without a token', () => ({ protocols: ['workbench'] }), '401'],
    ['with a wrong token', () => ({ protocols: ['workbench', `token.${token.slice(1)}A`] }), '401'],
    ['with an empty token', () => ({ protocols: ['workbench', 'token.'] }), '401'],
    [
      'with the token in the query',
      () => ({ protocols: ['workbench'], path: `/rpc?token=${token}` }),
      '404',
    ],
    ['from another site', () => ({ headers: { Origin: 'http://evil.example' } }), '403'],
    ['from another port', () => ({ headers: { Origin: 'http://127.0.0.1:1' } }), '403'],
    ['from a secure page', () => ({ headers: { Origin: `https://127.0.0.1:${port}` } }), '403'],
    ['from a sandboxed page', () => ({ headers: { Origin: 'null' } }), '403'],
    ['to another host name', () => ({ headers: { Host: `evil.example:${port}` } }), '421'],
    ['at another path', () => ({ path: '/' }), '404'],
  ])('is refused %s', async (_, attempt, status) => {
    expect(await outcome(open(attempt()))).toBe(`Unexpected server response: ${status}`)
    expect(backend.subscribers()).toBe(0)
  })

  it('is refused to a program that sends no origin', async () => {
    const bare = new WebSocket(`ws://127.0.0.1:${port}/rpc`, ['workbench', `token.${token}`])
    expect(await outcome(bare)).toBe('Unexpected server response: 403')
  })

  it('has another token at each start', async () => {
    const other = await serve({
      backend,
      rendererDirectory: join(folder, 'page'),
      report: () => undefined,
    })
    expect(new URL(other.url).hash).not.toBe(new URL(server.url).hash)
    expect(token).toMatch(/^[\w-]{43}$/)
    await other.close()
  })

  it('tells its own page whether the token is stale, and other pages nothing', async () => {
    const bearer = (value: string) => ({ Authorization: `Bearer ${value}` })
    expect((await get('/token', bearer(token))).status).toBe(204)
    expect((await get('/token', bearer(`${token.slice(1)}A`))).status).toBe(401)
    expect((await get('/token')).status).toBe(401)
    const foreign = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'cors' }
    expect((await get('/token', { ...bearer(token), ...foreign })).status).toBe(403)
    expect(
      (await get('/token', foreign, 'OPTIONS')).headers['access-control-allow-origin'],
    ).toBeUndefined()
    expect((await get(`/token?token=${token}`)).status).toBe(404)
  })

  it('keeps the token it is given', async () => {
    const other = await serve({
      backend,
      token,
      rendererDirectory: join(folder, 'page'),
      report: () => undefined,
    })
    expect(new URL(other.url).hash).toBe(`#token=${token}`)
    await other.close()
  })

  it('answers calls', async () => {
    const client = createClient(transportOf(await connected()))
    expect(await client.call('runs.list', undefined)).toEqual([runWithId(1)])
    await expect(client.call('runs.get', { runId: 9 })).rejects.toThrow('There is no run 9')
  })

  it('keeps unexpected errors to itself', async () => {
    const client = createClient(transportOf(await connected()))
    const error: unknown = await client.call('system.info', undefined).catch((e: unknown) => e)
    expect(String(error)).not.toContain('secret')
    expect(reported).toHaveLength(1)
  })

  it.each(['{', '', 'null', '[]', '"text"', '{"id":"x"}'])(
    'answers the malformed message %j with an error and goes on',
    async (text) => {
      const socket = await connected()
      socket.send(text)
      expect(await nextMessage(socket)).toMatchObject({
        id: 0,
        ok: false,
        error: { code: 'invalid-params' },
      })
      socket.send(JSON.stringify({ id: 2, method: 'runs.list' }))
      expect(await nextMessage(socket)).toMatchObject({ id: 2, ok: true })
    },
  )

  it('ends at a message larger than any call, and the others stay', async () => {
    const [greedy, modest] = [await connected(), await connected()]
    greedy.on('error', () => undefined)
    greedy.send('x'.repeat(17 * 1024 * 1024))
    await new Promise((resolve) => greedy.once('close', resolve))
    modest.send(JSON.stringify({ id: 1, method: 'runs.list' }))
    expect(await nextMessage(modest)).toMatchObject({ ok: true })
  })

  it('forwards events to every client until it closes', async () => {
    const [first, second] = [await connected(), await connected()]
    const messages = [nextMessage(first), nextMessage(second)]
    backend.publish('run.deleted', { runId: 3 })
    const event = { event: 'run.deleted', data: { runId: 3 } }
    expect(await Promise.all(messages)).toEqual([event, event])

    first.close()
    await vi.waitFor(() => expect(backend.subscribers()).toBe(1))
  })

  it('survives a client that breaks off in the middle of a handshake', async () => {
    const raw = connect(port, '127.0.0.1')
    raw.write(`GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n`)
    raw.destroy()
    expect((await get('/')).status).toBe(200)
  })
})

describe('a server', () => {
  const lingering = async (text: string): Promise<Socket> => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    socket.on('error', () => undefined).resume()
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.write(text)
    return socket
  }
  const closed = (socket: Socket) =>
    new Promise<void>((resolve) => {
      if (socket.readableEnded || socket.closed) resolve()
      socket.once('end', resolve).once('close', resolve)
    })

  it('lets a newcomer in when more are connected than may be, and keeps its windows', async () => {
    const window = await connected()
    const sockets = await Promise.all(Array.from({ length: 400 }, () => lingering('GET / HT')))
    expect((await get('/')).status).toBe(200)
    await Promise.all(sockets.slice(0, 100).map(closed))
    window.send(JSON.stringify({ id: 1, method: 'runs.list' }))
    expect(await nextMessage(window)).toMatchObject({ ok: true })
    for (const socket of sockets) socket.destroy()
  })

  it.each([
    ['sends nothing', () => ''],
    ['sends half a request', () => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`],
    ['sends no HTTP', () => 'hello\r\n\r\n'],
    [
      'asks for a socket it may not have',
      () =>
        `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    ],
    ['has its answer and asks no more', () => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`],
  ])('closes a connection that %s, whatever the other side does', async (_, text) => {
    const started = performance.now()
    await closed(await lingering(text()))
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('has room for so many windows', async () => {
    const windows = await Promise.all(Array.from({ length: 128 }, connected))
    expect(await outcome(open())).toBe('Unexpected server response: 503')
    windows[0]!.close()
    await vi.waitFor(() => expect(backend.subscribers()).toBe(127))
    await connected()
  })

  it('says which port is taken', async () => {
    const second = serve({
      backend,
      port,
      rendererDirectory: join(folder, 'page'),
      report: () => undefined,
    })
    await expect(second).rejects.toThrow(`Port ${port} cannot be used, because another program`)
  })

  it('says when there is no built page', async () => {
    const bare = serve({ backend, rendererDirectory: folder, report: () => undefined })
    await expect(bare).rejects.toThrow('run npm run build first')
  })

  it('closes while clients are connected, and leaves the backend open', async () => {
    const socket = await connected()
    const closed = new Promise((resolve) => socket.once('close', resolve))
    await server.close()
    await closed
    expect(backend.isClosed()).toBe(false)
    expect(backend.subscribers()).toBe(0)
  })
})
