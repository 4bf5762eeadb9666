import { readFile } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import { protocol } from 'electron'
import { contentTypeOf } from '#main/content-types.ts'
import { securityHeaders } from '#main/page-security.ts'

/* The page has an origin of its own, app://workbench, instead of file:, which is no origin at all. */

const SCHEME = 'app'
const HOST = 'workbench'
export const pageUrl = `${SCHEME}://${HOST}/index.html`

/** Whether a URL is of our page. */
export function isOurs(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed?.protocol === `${SCHEME}:` && parsed.host === HOST
}

/** The file a URL stands for; null when it is not ours or leads out of the directory. */
export function fileOf(url: string, directory: string): string | null {
  if (!isOurs(url)) return null
  let path: string
  try {
    path = decodeURIComponent(new URL(url).pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\')) return null
  const file = join(directory, path === '/' ? 'index.html' : path)
  const inside = relative(directory, file)
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file
}

/** Answers a request for a file of the page, with the same headers as the server. */
export async function respond(url: string, directory: string): Promise<Response> {
  const file = fileOf(url, directory)
  const content = file && (await readFile(file).catch(() => null))
  if (!content) return new Response(null, { status: 404, headers: securityHeaders })
  return new Response(content, {
    headers: { ...securityHeaders, 'Content-Type': contentTypeOf(file) },
  })
}

/** Must come before the app is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true }
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }])
}

export function serveScheme(directory: string): void {
  protocol.handle(SCHEME, ({ url }) => respond(url, directory))
}
