/** Colours of a GIF, and which of them is nearest to any colour. */
export interface Palette {
  /** [256 × 3], red, green, blue. */
  readonly colors: Uint8Array
  /** Indices of the nearest colours of RGBA pixels. */
  indicesOf(pixels: Uint8ClampedArray): Uint8Array
}

const BITS = 5
const BINS = 1 << (3 * BITS)
const binOf = (red: number, green: number, blue: number) =>
  ((red >> 3) << (2 * BITS)) | ((green >> 3) << BITS) | (blue >> 3)

/** The 256 most frequent colours, of 32 levels a channel each, of some RGBA pictures. */
export function paletteOf(pictures: readonly Uint8ClampedArray[]): Palette {
  const counts = new Uint32Array(BINS)
  const sums = new Float64Array(3 * BINS)
  for (const pixels of pictures) {
    for (let i = 0; i < pixels.length; i += 4) {
      const bin = binOf(pixels[i]!, pixels[i + 1]!, pixels[i + 2]!)
      counts[bin]!++
      for (let c = 0; c < 3; c++) sums[3 * bin + c] = sums[3 * bin + c]! + pixels[i + c]!
    }
  }
  const bins = [...counts.keys()]
    .filter((bin) => counts[bin]! > 0)
    .sort((a, b) => counts[b]! - counts[a]!)
    .slice(0, 256)
  const colors = new Uint8Array(3 * 256)
  bins.forEach((bin, i) => {
    for (let c = 0; c < 3; c++) colors[3 * i + c] = Math.round(sums[3 * bin + c]! / counts[bin]!)
  })

  const nearest = new Int16Array(BINS).fill(-1)
  function find(red: number, green: number, blue: number): number {
    let best = 0
    let least = Infinity
    for (let i = 0; i < bins.length; i++) {
      const distance =
        (colors[3 * i]! - red) ** 2 +
        (colors[3 * i + 1]! - green) ** 2 +
        (colors[3 * i + 2]! - blue) ** 2
      if (distance >= least) continue
      least = distance
      best = i
    }
    return best
  }

  return {
    colors,
    indicesOf(pixels) {
      const indices = new Uint8Array(pixels.length / 4)
      for (let i = 0; i < indices.length; i++) {
        const [red, green, blue] = [pixels[4 * i]!, pixels[4 * i + 1]!, pixels[4 * i + 2]!]
        const bin = binOf(red, green, blue)
        if (nearest[bin]! < 0) nearest[bin] = find(red, green, blue)
        indices[i] = nearest[bin]!
      }
      return indices
    },
  }
}
