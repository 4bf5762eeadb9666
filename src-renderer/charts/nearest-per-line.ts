import {
  Interaction,
  type Chart,
  type InteractionItem,
  type InteractionModeFunction,
} from 'chart.js'
import { getRelativePosition } from 'chart.js/helpers'
import { nearestIndex } from './nearest-index.ts'

declare module 'chart.js' {
  interface InteractionModeMap {
    nearestPerLine: InteractionModeFunction
  }
}

/** How far beside the end of a line, in pixels, it still has something to say. */
const REACH = 12

/** Registers an interaction mode: of every data set that `takesPart`, the point nearest to the pointer along x. */
export function registerNearestPerLine(
  takesPart: (dataset: { readonly data: readonly unknown[] }) => boolean,
): void {
  Interaction.modes.nearestPerLine = (chart: Chart, event) => {
    const { x, y } = getRelativePosition(event, chart)
    if (!chart.isPointInArea({ x, y })) return []
    return chart.getSortedVisibleDatasetMetas().flatMap((meta): InteractionItem[] => {
      if (!takesPart(chart.data.datasets[meta.index]!)) return []
      const xs = meta.data.map((element) => element.x)
      const index = nearestIndex(xs, x)
      const element = meta.data[index]
      const [first, last] = [xs[0] ?? 0, xs.at(-1) ?? 0]
      if (!element || x < first - REACH || x > last + REACH) return []
      return [{ element, datasetIndex: meta.index, index }]
    })
  }
}
