import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** The most connections open at once: a browser needs seven per tab, and a process may have 1024 descriptors. */
const MAX_CONNECTIONS = 256
/** A connection that has not sent a whole request by then is closed. On this machine a request takes one packet. */
const REQUEST_WITHIN_MS = 3000
/** A connection other than a WebSocket is closed if it is silent for this long. */
const IDLE_MS = 4000
const KEEP_ALIVE_MS = 1000
/** How many connections may wait to be accepted; they are accepted all at once. */
export const BACKLOG = 128

/** Makes `createServer` check the limits above this often. */
export const serverOptions = { connectionsCheckingInterval: 500 }

/**
 * Bounds what programs and pages can cost the server by connecting to it. When too many connections are
 * open, the oldest one that is not a WebSocket is closed, so that a new one always gets in.
 */
export function limitConnections(server: Server) {
  const connections = new Set<Socket>()
  server.headersTimeout = REQUEST_WITHIN_MS
  server.requestTimeout = REQUEST_WITHIN_MS
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.timeout = IDLE_MS

  server.on('connection', (socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('close', () => connections.delete(socket))
    connections.add(socket)
    if (connections.size <= MAX_CONNECTIONS) return
    const [oldest] = connections
    oldest?.destroy()
    connections.delete(oldest!)
  })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    closeSoon(socket)
  })

  return {
    /** Exempts a WebSocket that has shown the token. */
    keep: (socket: Duplex): void => void connections.delete(socket as Socket),
  }
}

/** Closes a connection once everything written has been sent, whether or not the other side closes its own. */
export const closeSoon = (socket: Duplex): void => (socket as Socket).destroySoon()
