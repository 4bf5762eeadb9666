import type { DatabasePages } from './database-pages.ts'

/** A row of `sqlite_schema`. */
export interface SchemaEntry {
  readonly type: string
  readonly name: string
  readonly table: string
  /** Null for an index that SQLite makes by itself for a PRIMARY KEY or UNIQUE. */
  readonly sql: string | null
}

/* Our schemas have about 60 entries and 20 KB. A schema far beyond that is not ours, whatever the rest says. */
const MAX_ENTRIES = 400
const MAX_BYTES = 400_000
const MAX_PAGES = 1000

const FILE_HEADER_BYTES = 100
const INTERIOR_TABLE = 0x05
const LEAF_TABLE = 0x0d

/** Thrown if a schema is so large that it is not read to its end. */
export class SchemaTooLarge extends Error {}

/**
 * Reads `sqlite_schema` from the b-tree at page 1, see https://www.sqlite.org/fileformat2.html. SQLite
 * itself would first parse every statement in it, as often as the tree leads to it. Throws a RangeError
 * if the tree is damaged.
 */
export function readSchema(pages: DatabasePages): SchemaEntry[] {
  const entries: SchemaEntry[] = []
  const visited = new Set<number>()
  let bytes = 0

  function visit(pageNumber: number): Buffer {
    if (visited.has(pageNumber)) throw new RangeError(`Page ${pageNumber} occurs twice`)
    visited.add(pageNumber)
    if (visited.size > MAX_PAGES) throw new SchemaTooLarge()
    return pages.page(pageNumber)
  }

  function addCell(page: Buffer, at: number): void {
    const [size, afterSize] = varint(page, at)
    const [, start] = varint(page, afterSize)
    bytes += size
    if (bytes > MAX_BYTES || entries.length >= MAX_ENTRIES) throw new SchemaTooLarge()
    entries.push(toEntry(payload(page, start, size)))
  }

  /** Reads a payload. What does not fit into its page continues in a chain of others. */
  function payload(page: Buffer, start: number, size: number): Buffer {
    const { usableBytes } = pages
    const local = localBytes(size, usableBytes)
    const parts = [slice(page, start, local)]
    let next = local < size ? page.readUInt32BE(start + local) : 0
    for (let rest = size - local; rest > 0; rest -= usableBytes - 4) {
      const overflow = visit(next)
      parts.push(slice(overflow, 4, Math.min(rest, usableBytes - 4)))
      next = overflow.readUInt32BE(0)
    }
    return Buffer.concat(parts)
  }

  function read(pageNumber: number): void {
    const page = visit(pageNumber)
    const header = pageNumber === 1 ? FILE_HEADER_BYTES : 0
    const kind = page[header]
    if (kind !== INTERIOR_TABLE && kind !== LEAF_TABLE) throw new RangeError('No page of a table')
    const pointers = header + (kind === LEAF_TABLE ? 8 : 12)
    const cells = page.readUInt16BE(header + 3)
    for (let i = 0; i < cells; i++) {
      const at = page.readUInt16BE(pointers + 2 * i)
      if (kind === LEAF_TABLE) addCell(page, at)
      else read(page.readUInt32BE(at))
    }
    if (kind === INTERIOR_TABLE) read(page.readUInt32BE(header + 8))
  }

  read(1)
  return entries
}

/** Returns how many bytes of a payload lie in the leaf itself. */
function localBytes(size: number, usable: number): number {
  if (size <= usable - 35) return size
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const local = least + ((size - least) % (usable - 4))
  return local <= usable - 35 ? local : least
}

function slice(page: Buffer, start: number, length: number): Buffer {
  if (start + length > page.length) throw new RangeError('A cell leads out of its page')
  return page.subarray(start, start + length)
}

/** Decodes the columns type, name, tbl_name, rootpage and sql. */
function toEntry(record: Buffer): SchemaEntry {
  const [headerBytes, first] = varint(record, 0)
  let at = headerBytes
  let next = first
  const values: (string | null)[] = []
  while (next < headerBytes && values.length < 5) {
    const [serialType, after] = varint(record, next)
    next = after
    const length = bytesOf(serialType)
    const isText = serialType >= 13 && serialType % 2 === 1
    values.push(isText ? slice(record, at, length).toString('utf8') : null)
    at += length
  }
  const [type, name, table, , sql] = values
  return { type: type ?? '', name: name ?? '', table: table ?? '', sql: sql ?? null }
}

const FIXED_BYTES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0]
const bytesOf = (serialType: number): number =>
  FIXED_BYTES[serialType] ?? Math.floor((serialType - 12) / 2)

/** Decodes a number of one to nine bytes; returns it and where it ends. */
function varint(bytes: Buffer, at: number): [value: number, end: number] {
  let value = 0
  for (let i = 0; i < 8; i++) {
    const byte = bytes.readUInt8(at + i)
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return [value, at + i + 1]
  }
  return [value * 256 + bytes.readUInt8(at + 8), at + 9]
}
