import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { contentTypeOf } from '#main/content-types.ts'

/** A file of the page, ready to be sent. */
export interface PageFile {
  readonly body: Buffer
  readonly contentType: string
  /** Changes with the body. */
  readonly etag: string
  /** Whether its name holds a hash of its content, so that it never changes. */
  readonly isHashed: boolean
}

export interface PageFiles {
  /** Returns the file of a URL path such as `/` or `/assets/index-1a2b.js`. */
  find(path: string): PageFile | undefined
}

type Build = ReadonlyMap<string, PageFile>

const INDEX = '/index.html'

/**
 * Keeps the built page in memory, so that no request opens a file. It picks up a newer build when the
 * page or an unknown file is next requested. The chunks of the previous build stay, for tabs that were
 * opened with it.
 */
export function createPageFiles(directory: string): PageFiles {
  let stamp = stampOf(directory)
  let present = readBuild(directory)
  let previous: Build = new Map()

  function pickUpNewBuild(): void {
    const found = stampOf(directory)
    if (found === stamp || found === null) return
    try {
      const build = readBuild(directory)
      if (!isComplete(build)) return
      previous = present
      present = build
      stamp = found
    } catch {
      // A build is being written. The one in memory serves until it is complete.
    }
  }

  return {
    find(path) {
      const name = path === '/' ? INDEX : path
      if (name === INDEX || !present.has(name)) pickUpNewBuild()
      return present.get(name) ?? previous.get(name)
    },
  }
}

/** Identifies a build; null if there is none. */
function stampOf(directory: string): string | null {
  try {
    const stats = [INDEX, 'assets'].map((name) => statSync(join(directory, name)))
    return stats.map(({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`).join()
  } catch {
    return null
  }
}

function readBuild(directory: string): Build {
  const build = new Map<string, PageFile>()
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(directory, file).split(sep).join('/')}`
    const body = readFileSync(file)
    build.set(path, {
      body,
      contentType: contentTypeOf(file),
      etag: `"${createHash('sha256').update(body).digest('base64url')}"`,
      isHashed: path.startsWith('/assets/'),
    })
  }
  return build
}

/** Whether every file that the page names exists: a bundler writes the files of a build one by one. */
function isComplete(build: Build): boolean {
  const index = build.get(INDEX)?.body.toString() ?? ''
  const named = [...index.matchAll(/(?:src|href)="\.?(\/assets\/[^"]+)"/g)]
  return index !== '' && named.every(([, path]) => build.has(path!))
}
