/* WebM: the elements of Matroska (RFC 9559) that a film without sound needs. */

/** A compressed picture. */
export interface VideoChunk {
  readonly timestampMs: number
  readonly isKey: boolean
  readonly data: Uint8Array
}

interface Film {
  readonly codec: 'V_VP8' | 'V_VP9'
  readonly width: number
  readonly height: number
  readonly durationMs: number
  /** The first is a key picture. */
  readonly chunks: readonly VideoChunk[]
}

type Bytes = Uint8Array<ArrayBuffer>

function join(parts: readonly Uint8Array[]): Bytes {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    result.set(part, at)
    at += part.length
  }
  return result
}

/** An unsigned number in `size` bytes, the most significant first. */
function uint(value: number, size: number): Bytes {
  const bytes = new Uint8Array(size)
  let rest = value
  for (let i = size - 1; i >= 0; i--) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return bytes
}

function idBytes(id: number): Bytes {
  return uint(id, id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1)
}

/** Its id, its length in 8 bytes, its content. */
function element(id: number, ...content: readonly Uint8Array[]): Bytes {
  const body = join(content)
  const length = uint(body.length, 8)
  length[0] = 1
  return join([idBytes(id), length, body])
}

const number = (id: number, value: number, size = 4) => element(id, uint(value, size))
const string = (id: number, text: string) => element(id, new TextEncoder().encode(text))
function float(id: number, value: number): Bytes {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return element(id, bytes)
}

/** A cluster begins with each key picture, where a player can begin. */
function clustersOf(chunks: readonly VideoChunk[]) {
  const clusters: { timestampMs: number; blocks: Bytes[] }[] = []
  for (const { timestampMs, isKey, data } of chunks) {
    const time = Math.round(timestampMs)
    if (isKey || clusters.length === 0) clusters.push({ timestampMs: time, blocks: [] })
    const cluster = clusters.at(-1)!
    const head = [0x81, ...uint(time - cluster.timestampMs, 2), isKey ? 0x80 : 0]
    cluster.blocks.push(element(0xa3, Uint8Array.from(head), data))
  }
  return clusters.map(({ timestampMs, blocks }) => ({
    timestampMs,
    bytes: element(0x1f43b675, number(0xe7, timestampMs), ...blocks),
  }))
}

/** The file of a film. Key pictures must not be more than 32 s apart. */
export function webmOf({ codec, width, height, durationMs, chunks }: Film): Bytes {
  const head = element(
    0x1a45dfa3,
    ...[number(0x4286, 1), number(0x42f7, 1), number(0x42f2, 4), number(0x42f3, 8)],
    ...[string(0x4282, 'webm'), number(0x4287, 4), number(0x4285, 2)],
  )
  const info = element(
    0x1549a966,
    number(0x2ad7b1, 1_000_000), // times are in milliseconds
    float(0x4489, durationMs),
    string(0x4d80, 'Reinforce Workbench'),
    string(0x5741, 'Reinforce Workbench'),
  )
  const tracks = element(
    0x1654ae6b,
    element(
      0xae,
      ...[number(0xd7, 1), number(0x73c5, 1), number(0x83, 1), number(0x9c, 0)],
      string(0x86, codec),
      element(0xe0, number(0xb0, width), number(0xba, height)),
    ),
  )
  const clusters = clustersOf(chunks)
  /** Where every cluster lies, by its time; as long whatever the places are. */
  const cuesAt = (first: number) => {
    let position = first
    return element(
      0x1c53bb6b,
      ...clusters.map(({ timestampMs, bytes }) => {
        const place = element(0xb7, number(0xf7, 1), number(0xf1, position, 8))
        position += bytes.length
        return element(0xbb, number(0xb3, timestampMs), place)
      }),
    )
  }
  const before = info.length + tracks.length
  const cues = cuesAt(before + cuesAt(0).length)
  return join([
    head,
    element(0x18538067, info, tracks, cues, ...clusters.map(({ bytes }) => bytes)),
  ])
}
