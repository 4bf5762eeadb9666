import { readSync } from 'node:fs'
import { endianness } from 'node:os'

/* The write-ahead log of SQLite, as https://www.sqlite.org/fileformat2.html#the_write_ahead_log has it. */

const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const MAGIC = 0x377f0682

type Sums = readonly [number, number]

/**
 * Returns where the committed pages lie in the log, by page number; nothing if SQLite would ignore the
 * log. A log is valid up to the first frame whose salts or checksum do not match.
 */
export function committedPages(file: number, bytes: number): ReadonlyMap<number, number> {
  const pages = new Map<number, number>()
  const header = Buffer.alloc(HEADER_BYTES)
  if (readSync(file, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return pages
  const magic = header.readUInt32BE(0)
  if (magic !== MAGIC && magic !== MAGIC + 1) return pages
  const swaps = (magic === MAGIC) !== (endianness() === 'LE')
  const pageSize = header.readUInt32BE(8)
  if (!isPageSize(pageSize)) return pages
  let sums = checksum([0, 0], header.subarray(0, 24), swaps)
  if (!fits(header.subarray(24), sums)) return pages

  const frame = Buffer.alloc(FRAME_HEADER_BYTES + pageSize)
  /** Frames after the last commit count only once one commits them. */
  let waiting: [page: number, at: number][] = []
  for (let at = HEADER_BYTES; at + frame.length <= bytes; at += frame.length) {
    if (readSync(file, frame, 0, frame.length, at) < frame.length) break
    // Frames of an earlier use of the file have other salts than the header.
    if (frame.compare(header, 16, 24, 8, 16) !== 0) break
    sums = checksum(sums, frame.subarray(0, 8), swaps)
    sums = checksum(sums, frame.subarray(FRAME_HEADER_BYTES), swaps)
    if (!fits(frame.subarray(16, 24), sums)) break
    waiting.push([frame.readUInt32BE(0), at + FRAME_HEADER_BYTES])
    const isCommit = frame.readUInt32BE(4) > 0
    if (!isCommit) continue
    for (const [page, offset] of waiting) pages.set(page, offset)
    waiting = []
  }
  return pages
}

export const isPageSize = (bytes: number): boolean =>
  bytes >= 512 && bytes <= 65_536 && (bytes & (bytes - 1)) === 0

const fits = (stored: Buffer, [first, second]: Sums): boolean =>
  stored.readUInt32BE(0) === first && stored.readUInt32BE(4) === second

function checksum([first, second]: Sums, bytes: Buffer, swaps: boolean): Sums {
  // The page is copied because swapping must not change it, and words must lie on a multiple of four.
  const copy = Buffer.from(new Uint8Array(bytes).buffer)
  if (swaps) copy.swap32()
  const words = new Uint32Array(copy.buffer, copy.byteOffset, copy.length / 4)
  for (let i = 0; i < words.length; i += 2) {
    first = (first + words[i]! + second) >>> 0
    second = (second + words[i + 1]! + first) >>> 0
  }
  return [first, second]
}
