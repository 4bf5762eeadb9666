import type { InteractionItem } from 'chart.js'
import { registerMode } from './interaction-mode.ts'

/** Registers an interaction mode: of all data sets that `takesPart`, the one point nearest to the pointer. */
export const registerNearestPoint = (
  takesPart: (dataset: { readonly data: readonly unknown[] }) => boolean,
): void =>
  registerMode('nearestPoint', takesPart, (metas, { x, y }, chart) => {
    let [nearest, least]: [InteractionItem[], number] = [[], Infinity]
    for (const meta of metas) {
      for (const [index, element] of meta.data.entries()) {
        const distance = Math.hypot(element.x - x, element.y - y)
        if (!(distance < least) || !chart.isPointInArea(element)) continue
        ;[nearest, least] = [[{ element, datasetIndex: meta.index, index }], distance]
      }
    }
    return nearest
  })
