import { loadEngine } from '#main/workers/load-engine.ts'
import { cartPole } from './configs.ts'
import { createCoreLoop } from './core-loop.ts'

/* Run by memory.ts in a process of its own, with --expose-gc. */

const MILLION = 1_000_000
const engine = await loadEngine('simd')
const loop = createCoreLoop(cartPole, engine)

/** Bytes that are in use, and those the process has. */
function used() {
  globalThis.gc!()
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
  return { inUse: heapUsed + arrayBuffers + engine.allocate(1).buffer.byteLength, rss }
}

loop(MILLION)
const early = used()
loop(9 * MILLION)
const late = used()
process.stdout.write(JSON.stringify({ bytes: late.rss, growth: late.inUse - early.inUse }))
