import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocketServer } from 'ws'
import type { Backend } from '#main/backend-contract.ts'
import { createToken } from '#main/access-token.ts'
import { serveClient } from '#main/carrier.ts'
import { securityHeaders } from '#main/page-security.ts'
import { ApiError } from '#shared/errors.ts'
import { hasOurHost, hasOurOrigin, hasBearer, hasToken, isFromForeignPage } from './access.ts'
import { answerPage } from './answer-page.ts'
import { BACKLOG, closeSoon, limitConnections, serverOptions } from './connections.ts'
import { createPageFiles } from './page-files.ts'
import { createSocketTransport } from './socket-transport.ts'

const LOOPBACK = '127.0.0.1'
/** Far above any request: an episode to be kept has some hundred bytes a step. */
const LARGEST_MESSAGE = 16 * 1024 * 1024
/** The most windows and programs connected at once. */
const MAX_CLIENTS = 128

interface ServeOptions {
  readonly backend: Backend
  /** 0 takes any free port. */
  readonly port?: number
  /** The token that a client must know; default: a new one at each start. */
  readonly token?: string
  /** Where the built page lies. */
  readonly rendererDirectory?: string
  readonly report: (error: unknown) => void
}

export interface WorkbenchServer {
  /** Address of the page, with the token in its fragment. */
  readonly url: string
  /** Ends all connections. The backend stays open: it belongs to whoever made it. */
  close(): Promise<void>
}

/** Serves the window's page and the API of `backend` to browsers on this machine alone. */
export async function serve({
  backend,
  port = 0,
  token = createToken(),
  rendererDirectory = fileURLToPath(new URL('../../out/renderer', import.meta.url)),
  report,
}: ServeOptions): Promise<WorkbenchServer> {
  if (!existsSync(join(rendererDirectory, 'index.html'))) {
    throw new ApiError(
      'not-found',
      `There is no built window in ${rendererDirectory}: run npm run build first`,
    )
  }
  const files = createPageFiles(rendererDirectory)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false,
    // The token was offered as a subprotocol too; it is never sent back.
    handleProtocols: () => 'workbench',
  })

  const server = createServer(serverOptions, (request, response) => {
    response.on('error', () => response.destroy())
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    if (!hasOurHost(request, listeningPort)) refuse(response, 421)
    else if (isFromForeignPage(request)) refuse(response, 403)
    else if (request.method !== 'GET' && request.method !== 'HEAD') refuse(response, 405)
    else if (request.url === '/token') refuse(response, hasBearer(request, token) ? 204 : 401)
    else answerPage(files, request, response)
  })
  const connections = limitConnections(server)

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const status = refusal(request, listeningPort, token) ?? crowd(sockets.clients.size)
    if (status) {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      closeSoon(socket)
      return
    }
    connections.keep(socket)
    sockets.handleUpgrade(request, socket, head, (client) => {
      // A broken frame or a lost connection ends this client; its 'close' does the rest.
      client.on('error', () => client.terminate())
      serveClient(backend, createSocketTransport(client), report)
    })
  })

  const listeningPort = await listen(server, port)
  return {
    url: `http://${LOOPBACK}:${listeningPort}/#token=${token}`,
    async close() {
      for (const client of sockets.clients) client.terminate()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

/** Why a WebSocket is not opened; undefined when it is. */
function refusal(request: IncomingMessage, port: number, token: string): string | undefined {
  if (!hasOurHost(request, port)) return '421 Misdirected Request'
  if (!hasOurOrigin(request, port)) return '403 Forbidden'
  if (request.url !== '/rpc') return '404 Not Found'
  if (!hasToken(request, token)) return '401 Unauthorized'
  return undefined
}

const crowd = (clients: number): string | undefined =>
  clients < MAX_CLIENTS ? undefined : '503 Service Unavailable'

function refuse(response: ServerResponse, status: number): void {
  response.statusCode = status
  response.setHeader('Connection', 'close')
  response.end()
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'another program uses it' : cause.message
      const sentence = `Port ${port} cannot be used, because ${reason}; choose another one`
      reject(new ApiError('conflict', sentence, { cause }))
    })
    server.listen({ port, host: LOOPBACK, backlog: BACKLOG }, () => {
      // Once the server listens, an error concerns one connection and must not end the server.
      server.removeAllListeners('error').on('error', () => undefined)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
