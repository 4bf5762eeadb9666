import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PageFile, PageFiles } from './page-files.ts'

const GONE = 'This file is not part of the current build. Reload the page to get the new version.'

/** Answers a request for a file of the page, always with the whole file: a browser has no use for ranges of it. */
export function answerPage(
  files: PageFiles,
  { url = '/', headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const path = pathOf(url)
  const file = path === null ? undefined : files.find(path)
  if (!file) {
    const isAsset = path !== null && /^\/assets\/[\w.-]+$/.test(path)
    if (isAsset) response.setHeader('Content-Type', 'text/plain; charset=utf-8')
    response.setHeader('Cache-Control', 'no-store')
    response.statusCode = 404
    response.end(isAsset ? GONE : undefined)
    return
  }
  response.setHeader('ETag', file.etag)
  response.setHeader('Cache-Control', file.isHashed ? 'max-age=31536000, immutable' : 'no-cache')
  if (isKnown(file, headers)) {
    response.statusCode = 304
    response.end()
    return
  }
  response.setHeader('Content-Type', file.contentType)
  response.setHeader('Content-Length', file.body.length)
  response.end(file.body)
}

/** Returns the path of a URL; null if it cannot be read. */
function pathOf(url: string): string | null {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0]!)
  } catch {
    return null
  }
}

const isKnown = ({ etag }: PageFile, headers: IncomingMessage['headers']): boolean =>
  headers['if-none-match']
    ?.split(',')
    .some((known) => known.trim().replace(/^W\//, '') === etag) === true
