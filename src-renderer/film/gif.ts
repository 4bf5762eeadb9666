/* GIF89a: one palette for all pictures, which repeat for ever. */

const CLEAR = 256
const END = 257
const LARGEST_CODE = 4095

const text = (ascii: string) => [...ascii].map((letter) => letter.charCodeAt(0))
const uint16 = (value: number) => [value & 255, value >> 8]

/** What stands before the pictures. */
export const gifHead = (
  width: number,
  height: number,
  colors: Uint8Array,
): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([
    ...text('GIF89a'),
    ...uint16(width),
    ...uint16(height),
    0xf7, // a palette of 256 colours, 8 bits each
    0,
    0,
    ...colors,
    ...[0x21, 0xff, 11, ...text('NETSCAPE2.0'), 3, 1, 0, 0, 0],
  ])

/** One picture, shown for so many hundredths of a second. */
export function gifPicture(
  indices: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  hundredths: number,
): Uint8Array<ArrayBuffer> {
  const control = [0x21, 0xf9, 4, 4, ...uint16(hundredths), 0, 0]
  const descriptor = [0x2c, 0, 0, 0, 0, ...uint16(width), ...uint16(height), 0]
  const data = inBlocks(compress(indices))
  const picture = new Uint8Array(control.length + descriptor.length + 1 + data.length)
  picture.set([...control, ...descriptor, 8])
  picture.set(data, control.length + descriptor.length + 1)
  return picture
}

/** What stands behind them. */
export const gifTail = (): Uint8Array<ArrayBuffer> => Uint8Array.of(0x3b)

/** LZW with codes of 9 to 12 bits, the least significant bit first. */
export function compress(indices: Uint8Array): Uint8Array {
  /** Code of a known string followed by a letter, by 256·code + letter; 0: not known. */
  const codes = new Uint16Array(256 * (LARGEST_CODE + 1))
  let bytes = new Uint8Array(1024)
  let used = 0
  let buffer = 0
  let bits = 0
  let size = 9
  let next = END + 1

  function put(code: number): void {
    buffer |= code << bits
    for (bits += size; bits >= 8; bits -= 8, buffer >>>= 8) {
      if (used === bytes.length) {
        const larger = new Uint8Array(2 * used)
        larger.set(bytes)
        bytes = larger
      }
      bytes[used++] = buffer & 255
    }
  }

  put(CLEAR)
  let known = indices[0] ?? 0
  for (let i = 1; i < indices.length; i++) {
    const letter = indices[i]!
    const longer = codes[256 * known + letter]!
    if (longer !== 0) {
      known = longer
      continue
    }
    put(known)
    if (next <= LARGEST_CODE) {
      codes[256 * known + letter] = next
      // A reader learns each string one code later.
      if (next === 1 << size && size < 12) size++
      next++
    } else {
      put(CLEAR)
      codes.fill(0)
      size = 9
      next = END + 1
    }
    known = letter
  }
  put(known)
  // Reading the last code, a reader learns one more string.
  if (next === 1 << size && size < 12) size++
  put(END)
  if (bits > 0) {
    size = 8 - bits
    put(0)
  }
  return bytes.subarray(0, used)
}

/** In blocks of up to 255 bytes, each after its length, and an empty one. */
function inBlocks(bytes: Uint8Array): Uint8Array {
  const blocks = Math.ceil(bytes.length / 255)
  const result = new Uint8Array(bytes.length + blocks + 1)
  for (let block = 0, at = 0; block < blocks; block++) {
    const part = bytes.subarray(255 * block, 255 * (block + 1))
    result[at] = part.length
    result.set(part, at + 1)
    at += part.length + 1
  }
  return result
}
