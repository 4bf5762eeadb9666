import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { median } from '#core/statistics/location.ts'

export interface Memory {
  /** MiB in use after a collection of garbage, every so often. */
  readonly usedMiB: readonly number[]
  readonly everySeconds: number
  /** From the median of the third quarter of them to that of the last, as a share: single spikes do not count. */
  readonly growth: number
}

/** Watches the memory of a page's scripts for so many minutes. */
export async function measureMemory(page: Page, minutes: number): Promise<Memory> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  await session.send('Performance.enable')
  const everySeconds = Math.max(1, Math.min(15, 2 * minutes))
  const usedMiB: number[] = []
  const samples = Math.max(4, Math.floor((60 * minutes) / everySeconds))
  for (let i = 0; i <= samples; i++) {
    await session.send('HeapProfiler.collectGarbage')
    const { metrics } = await session.send('Performance.getMetrics')
    usedMiB.push(metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value / 2 ** 20)
    if (i < samples) await sleep(1000 * everySeconds)
  }
  await session.detach()
  const quarter = (index: number) =>
    median(usedMiB.slice((usedMiB.length * index) / 4, (usedMiB.length * (index + 1)) / 4))
  return { usedMiB, everySeconds, growth: quarter(3) / quarter(2) - 1 }
}
