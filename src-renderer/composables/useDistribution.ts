import type { Distribution, DistributionQuantity } from '#shared/distributions.ts'
import type { HorizontalAxis } from '#shared/metrics.ts'
import type { Run } from '#shared/run.ts'
import type { Zoom } from '#renderer/charts/zoom.ts'
import { useClient } from '#renderer/client.ts'
import { useAnswer, type LiveAnswer } from './useAnswer.ts'

export interface DistributionQuestion {
  readonly run: Run
  readonly quantity: DistributionQuantity
  readonly component: number
  readonly x: HorizontalAxis
  readonly range: Zoom
}

/** A quantity of a run over its time as histograms, asked for again as the run advances. */
export function useDistribution(asked: () => DistributionQuestion): LiveAnswer<Distribution> {
  const client = useClient()
  return useAnswer(
    () => {
      const { run, quantity, component, x, range } = asked()
      const part = range ? { from: range.min, to: range.max } : {}
      return { runId: run.id, quantity, component, x, ...part }
    },
    (question) => client.call('runs.distribution', question),
    () => {
      const { progress, status } = asked().run
      return `${progress.episodes} ${progress.updates} ${status}`
    },
    // Another part of the same: what is there stands in until the part comes.
    {
      subject: () => {
        const { run, quantity, component, x } = asked()
        return [run.id, quantity, component, x].join()
      },
    },
  )
}
