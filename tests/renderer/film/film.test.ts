import { describe, expect, it } from 'vitest'
import { filmFrames } from '#renderer/film/frames.ts'
import { compress, gifHead, gifPicture } from '#renderer/film/gif.ts'
import { paletteOf } from '#renderer/film/palette.ts'
import { webmOf } from '#renderer/film/webm.ts'

describe('the pictures of a film', () => {
  const pace = { length: 10, stepsPerSecond: 50, speed: 1, mostPerSecond: 50 }

  it('are all moments at the pace of the environment, and the last one stays', () => {
    const frames = filmFrames(pace)
    expect(frames.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(frames[3]).toEqual({ position: 3, startMs: 60, durationMs: 20 })
    expect(frames.at(-1)).toEqual({ position: 10, startMs: 200, durationMs: 1000 })
  })

  it('leave steps out where they come faster than pictures can, never the last', () => {
    const frames = filmFrames({ ...pace, length: 9, speed: 4 })
    expect(frames.map(({ position }) => position)).toEqual([0, 4, 8, 9])
    expect(frames.slice(0, -1).map(({ durationMs }) => durationMs)).toEqual([20, 20, 5])
  })
})

/** What a reader of GIF makes of LZW codes, from the specification. */
function decompress(bytes: Uint8Array): number[] {
  let at = 0
  const read = (size: number) => {
    let code = 0
    for (let i = 0; i < size; i++, at++) code |= ((bytes[at >> 3]! >> (at & 7)) & 1) << i
    return code
  }
  const result: number[] = []
  let table: number[][] = []
  let size = 9
  let before: number[] | null = null
  for (;;) {
    const code = read(size)
    if (code === 257) return result
    if (code === 256) {
      table = Array.from({ length: 258 }, (_, i) => [i])
      size = 9
      before = null
      continue
    }
    const string: number[] = table[code] ?? [...before!, before![0]!]
    result.push(...string)
    if (before && table.length < 4096) table.push([...before, string[0]!])
    if (table.length === 1 << size && size < 12) size++
    before = string
  }
}

describe('a GIF', () => {
  it.each([1, 2, 300, 5000, 300_000])('holds %i pixels as they were', (count) => {
    let state = 1
    const pixels = Uint8Array.from({ length: count }, (_, i) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      return i % 7 === 0 ? state >> 23 : 3
    })
    expect(Uint8Array.from(decompress(compress(pixels)))).toEqual(pixels)
  })

  it('says its size, its palette and how long a picture stays', () => {
    const head = gifHead(300, 2, new Uint8Array(768))
    expect(new TextDecoder().decode(head.subarray(0, 6))).toBe('GIF89a')
    expect([...head.subarray(6, 10)]).toEqual([44, 1, 2, 0])
    const picture = gifPicture(new Uint8Array(4), { width: 2, height: 2 }, 7)
    expect(picture[4]).toBe(7)
    expect(picture.at(-1)).toBe(0)
  })
})

it('a palette has the colours of the pictures, and finds the nearest for the others', () => {
  const red = [255, 0, 0, 255]
  const white = [255, 255, 255, 255]
  const palette = paletteOf([Uint8ClampedArray.from([...white, ...white, ...red])])
  expect([...palette.colors.subarray(0, 6)]).toEqual([255, 255, 255, 255, 0, 0])
  const pink = [255, 90, 90, 255]
  expect([...palette.indicesOf(Uint8ClampedArray.from([...red, ...white, ...pink]))]).toEqual([
    1, 0, 1,
  ])
})

describe('a WebM', () => {
  const chunk = (timestampMs: number, isKey: boolean) => ({
    timestampMs,
    isKey,
    data: Uint8Array.of(1, 2, 3),
  })
  const chunks = [chunk(0, true), chunk(20, false), chunk(2000, true)]
  const file = webmOf({ codec: 'V_VP9', width: 64, height: 32, durationMs: 3000, chunks })
  /** Elements of a level by their id, with where their content begins. */
  function elements(from: number, until: number) {
    const found: { id: string; at: number; start: number; end: number }[] = []
    for (let at = from; at < until;) {
      const width = Math.clz32(file[at]!) - 23
      const id = Buffer.from(file.subarray(at, at + width)).toString('hex')
      const start = at + width + 8
      const end =
        start + Number(new DataView(file.buffer).getBigUint64(at + width) & 0xffffffffffffffn)
      found.push({ id, at, start, end })
      at = end
    }
    return found
  }
  const [, segment] = elements(0, file.length)
  const parts = elements(segment!.start, segment!.end)

  it('is made of elements that fill it to its end', () => {
    expect([...file.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3])
    expect(segment!.end).toBe(file.length)
    expect(parts.map(({ id }) => id)).toEqual([
      '1549a966',
      '1654ae6b',
      '1c53bb6b',
      '1f43b675',
      '1f43b675',
    ])
  })

  it('says where each key picture lies', () => {
    const cues = parts.find(({ id }) => id === '1c53bb6b')!
    const places = elements(cues.start, cues.end).map((point) => {
      const [, place] = elements(point.start, point.end)
      const [, position] = elements(place!.start, place!.end)
      return Number(new DataView(file.buffer).getBigUint64(position!.start))
    })
    const clusters = parts.filter(({ id }) => id === '1f43b675')
    expect(places).toEqual(clusters.map(({ at }) => at - segment!.start))
  })
})
