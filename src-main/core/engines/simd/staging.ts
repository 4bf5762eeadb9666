import type { EngineMemory } from './memory.ts'

/** A copy, in the kernel's memory, of rows that lie elsewhere. Rows in the kernel's memory stay there. */
export interface Staging {
  /** The address of row 0, of which rows [from, from + count) can be read. */
  read(rows: Float32Array, from: number, count: number, width: number): number
  /** Copies rows the kernel wrote back to where `read` found them. */
  write(rows: Float32Array, from: number, count: number, width: number): void
  /** An array to write to; valid until the next call. */
  make(length: number): Float32Array
  dispose(): void
}

export function createStaging(memory: EngineMemory): Staging {
  let copy = memory.floats(0)

  function make(length: number): Float32Array {
    if (length > copy.length) {
      memory.free(copy)
      copy = memory.floats(length)
    }
    return copy.subarray(0, length)
  }

  return {
    read(rows, from, count, width) {
      if (memory.owns(rows)) return rows.byteOffset
      make(count * width).set(rows.subarray(from * width, (from + count) * width))
      return copy.byteOffset - 4 * from * width
    },
    write(rows, from, count, width) {
      if (!memory.owns(rows)) rows.set(copy.subarray(0, count * width), from * width)
    },
    make,
    dispose: () => memory.free(copy),
  }
}

/** Integers copied to the kernel's memory. */
export function createIndexCopy(memory: EngineMemory) {
  let copy = memory.integers(0)
  return {
    /** Returns where the copy lies until the next call. */
    write(values: Int32Array): number {
      if (values.length > copy.length) {
        memory.free(copy)
        copy = memory.integers(values.length)
      }
      copy.set(values)
      return copy.byteOffset
    },
    dispose: () => memory.free(copy),
  }
}
