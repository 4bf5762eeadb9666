import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { committedPages, isPageSize } from './wal-pages.ts'

const HEADER_BYTES = 100

/** Pages of a database file as SQLite would read them: those in its write-ahead log come first. */
export interface DatabasePages {
  readonly pageSize: number
  /** Bytes of each page that hold content; the rest is reserved for extensions. */
  readonly usableBytes: number
  /** Returns page `number`, counted from 1. Throws a RangeError if the file has no such page. */
  page(number: number): Buffer
}

/**
 * Lets `use` read pages of a database without SQLite, so that nothing in the file is run. Returns null
 * if the file does not begin with a valid header.
 */
export function withPages<T>(path: string, use: (pages: DatabasePages) => T): T | null {
  const file = openSync(path, 'r')
  let log: number | null = null
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    if (readSync(file, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return null
    // 1 stands for 65,536, which does not fit into two bytes.
    const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
    const usableBytes = pageSize - header[20]!
    if (!isPageSize(pageSize) || usableBytes < 480) return null

    let logged: ReadonlyMap<number, number> = new Map()
    if (statSync(`${path}-wal`, { throwIfNoEntry: false })?.isFile()) {
      log = openSync(`${path}-wal`, 'r')
      logged = committedPages(log, fstatSync(log).size)
    }
    const page = (number: number): Buffer => {
      const buffer = Buffer.alloc(pageSize)
      const at = logged.get(number)
      const read =
        at === undefined
          ? readSync(file, buffer, 0, pageSize, (number - 1) * pageSize)
          : readSync(log!, buffer, 0, pageSize, at)
      if (read < pageSize) throw new RangeError(`There is no page ${number}`)
      return buffer
    }
    return use({ pageSize, usableBytes, page })
  } finally {
    closeSync(file)
    if (log !== null) closeSync(log)
  }
}
