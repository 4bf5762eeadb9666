export const PAGE_BYTES = 65_536

/** A cache line. */
const ALIGNMENT = 64

/** Address 0 stands for nothing; the compiler keeps its own data, if any, below this. */
const FIRST_ADDRESS = 4096

export interface WasmMemory {
  readonly buffer: ArrayBufferLike
  grow(pages: number): number
}

type EngineArray = Float32Array | Float64Array | Int32Array

/** Arrays in a kernel's memory. They stay valid when the memory grows. */
export interface EngineMemory {
  floats(length: number): Float32Array
  doubles(length: number): Float64Array
  integers(length: number): Int32Array
  free(array: EngineArray): void
  owns(array: EngineArray): boolean
}

interface Gap {
  at: number
  bytes: number
}

const roundUp = (bytes: number, step: number) => Math.ceil(bytes / step) * step

/** First fit; gaps are kept in order and neighbours merged. Arrays begin as zeros. */
export function createEngineMemory(memory: WasmMemory): EngineMemory {
  const gaps: Gap[] = []
  /** Everything from here on was never used. */
  let top = FIRST_ADDRESS
  let { buffer } = memory
  // Growing makes a new buffer of the same memory.
  const buffers = new WeakSet([buffer])

  function take(bytes: number): number {
    const index = gaps.findIndex((gap) => gap.bytes >= bytes)
    if (index === -1) return extend(bytes)
    const gap = gaps[index]!
    const { at } = gap
    gap.at += bytes
    gap.bytes -= bytes
    if (gap.bytes === 0) gaps.splice(index, 1)
    new Uint8Array(buffer, at, bytes).fill(0)
    return at
  }

  function extend(bytes: number): number {
    const at = top
    top += bytes
    if (top > buffer.byteLength) {
      memory.grow(Math.ceil((top - buffer.byteLength) / PAGE_BYTES))
      buffer = memory.buffer
      buffers.add(buffer)
    }
    return at
  }

  function give(at: number, bytes: number): void {
    const next = gaps.findIndex((gap) => gap.at > at)
    const index = next === -1 ? gaps.length : next
    gaps.splice(index, 0, { at, bytes })
    for (const left of [index, index - 1]) {
      const gap = gaps[left]
      const right = gaps[left + 1]
      if (!gap || !right || gap.at + gap.bytes !== right.at) continue
      gap.bytes += right.bytes
      gaps.splice(left + 1, 1)
    }
  }

  const bytesOf = (length: number, size: number) => roundUp(Math.max(1, length) * size, ALIGNMENT)

  return {
    floats(length) {
      const at = take(bytesOf(length, 4))
      return new Float32Array(buffer, at, length)
    },
    doubles(length) {
      const at = take(bytesOf(length, 8))
      return new Float64Array(buffer, at, length)
    },
    integers(length) {
      const at = take(bytesOf(length, 4))
      return new Int32Array(buffer, at, length)
    },
    free({ byteOffset, length, BYTES_PER_ELEMENT }) {
      give(byteOffset, bytesOf(length, BYTES_PER_ELEMENT))
    },
    owns: (array) => array.buffer === buffer || buffers.has(array.buffer),
  }
}
