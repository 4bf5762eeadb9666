import { appendFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/*
 * Loaded into a program under test by `--import`. Records when its main thread answered nobody for a
 * while, and how much of that time it computed; the rest of the time, others had the processor.
 */

const EVERY_MS = 5
const WORTH_NOTING_MS = 15

const file = process.env['HOLD_FILE']
if (file !== undefined && isMainThread) {
  let last = performance.now()
  let lastCpu = process.threadCpuUsage()
  setInterval(() => {
    const now = performance.now()
    const wallMs = now - last - EVERY_MS
    const used = process.threadCpuUsage(lastCpu)
    if (wallMs >= WORTH_NOTING_MS) {
      const cpuMs = (used.user + used.system) / 1000
      appendFileSync(file, `${JSON.stringify({ at: Date.now(), wallMs, cpuMs })}\n`)
    }
    last = performance.now()
    lastCpu = process.threadCpuUsage()
  }, EVERY_MS).unref()
}
