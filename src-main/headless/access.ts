import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/* Any page the user visits can reach a loopback port. These checks tell ours from theirs. */

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares in a time that does not depend on where the two differ. */
const isSame = (a: string, b: string) => timingSafeEqual(digest(a), digest(b))

const hosts = (port: number) => [`127.0.0.1:${port}`, `localhost:${port}`]

/** Whether the request names this server and no other: what a rebound DNS name cannot fake. */
export const hasOurHost = ({ headers }: IncomingMessage, port: number): boolean =>
  headers.host !== undefined && hosts(port).includes(headers.host)

/** Whether the request comes from a page that this server delivered. */
export const hasOurOrigin = ({ headers }: IncomingMessage, port: number): boolean =>
  hosts(port).some((host) => headers.origin === `http://${host}`)

/**
 * Whether a page of another site asks for a file, such as an image or a script. Following a link to the
 * page is allowed, and programs other than browsers send no such header.
 */
export const isFromForeignPage = ({ headers }: IncomingMessage): boolean =>
  ['cross-site', 'same-site'].includes(String(headers['sec-fetch-site'])) &&
  headers['sec-fetch-mode'] !== 'navigate'

/**
 * Whether the request offers the token. A browser cannot set headers on a WebSocket, but it can
 * offer subprotocols: `workbench`, which the server accepts, and `token.…`, which it only reads.
 * Unlike a query or a cookie, these land in no log, no history and no other request.
 */
export function hasToken({ headers }: IncomingMessage, token: string): boolean {
  const offered = headers['sec-websocket-protocol']?.split(',') ?? []
  return offered.some((protocol) => isSame(protocol.trim(), `token.${token}`))
}

/**
 * Whether a plain request holds the token. A page whose WebSocket was refused asks this way whether its
 * token is stale or the server is gone, since a browser does not tell. Foreign pages cannot send this
 * header here.
 */
export const hasBearer = ({ headers }: IncomingMessage, token: string): boolean =>
  isSame(headers.authorization ?? '', `Bearer ${token}`)
