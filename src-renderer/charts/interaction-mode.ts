import {
  Interaction,
  type Chart,
  type ChartMeta,
  type InteractionItem,
  type InteractionModeFunction,
} from 'chart.js'
import { getRelativePosition } from 'chart.js/helpers'

declare module 'chart.js' {
  interface InteractionModeMap {
    nearestPerLine: InteractionModeFunction
    nearestPoint: InteractionModeFunction
  }
}

interface Place {
  readonly x: number
  readonly y: number
}

/** Registers how a place inside a chart is read: of the data sets that `takesPart`, those that `find` finds. */
export function registerMode(
  name: 'nearestPerLine' | 'nearestPoint',
  takesPart: (dataset: { readonly data: readonly unknown[] }) => boolean,
  find: (metas: readonly ChartMeta[], place: Place, chart: Chart) => InteractionItem[],
): void {
  Interaction.modes[name] = (chart: Chart, event) => {
    const place = getRelativePosition(event, chart)
    if (!chart.isPointInArea(place)) return []
    const metas = chart
      .getSortedVisibleDatasetMetas()
      .filter(({ index }) => takesPart(chart.data.datasets[index]!))
    return find(metas, place, chart)
  }
}
