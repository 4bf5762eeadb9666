import {
  Interaction,
  type Chart,
  type InteractionItem,
  type InteractionModeFunction,
} from 'chart.js'
import { getRelativePosition } from 'chart.js/helpers'

declare module 'chart.js' {
  interface InteractionModeMap {
    nearestPoint: InteractionModeFunction
  }
}

/** Registers an interaction mode: of all data sets that `takesPart`, the one point nearest to the pointer. */
export function registerNearestPoint(
  takesPart: (dataset: { readonly data: readonly unknown[] }) => boolean,
): void {
  Interaction.modes.nearestPoint = (chart: Chart, event) => {
    const { x, y } = getRelativePosition(event, chart)
    if (!chart.isPointInArea({ x, y })) return []
    let [nearest, least]: [InteractionItem[], number] = [[], Infinity]
    for (const meta of chart.getSortedVisibleDatasetMetas()) {
      if (!takesPart(chart.data.datasets[meta.index]!)) continue
      for (const [index, element] of meta.data.entries()) {
        const distance = Math.hypot(element.x - x, element.y - y)
        if (!(distance < least) || !chart.isPointInArea(element)) continue
        ;[nearest, least] = [[{ element, datasetIndex: meta.index, index }], distance]
      }
    }
    return nearest
  }
}
