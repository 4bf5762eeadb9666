import { registerMode } from './interaction-mode.ts'
import { nearestIndex } from './nearest-index.ts'

/** How far beside the end of a line, in pixels, it still has something to say. */
const REACH = 12

/** Registers an interaction mode: of every data set that `takesPart`, the point nearest to the pointer along x. */
export const registerNearestPerLine = (
  takesPart: (dataset: { readonly data: readonly unknown[] }) => boolean,
): void =>
  registerMode('nearestPerLine', takesPart, (metas, { x }) =>
    metas.flatMap((meta) => {
      const xs = meta.data.map((element) => element.x)
      const index = nearestIndex(xs, x)
      const element = meta.data[index]
      const [first, last] = [xs[0] ?? 0, xs.at(-1) ?? 0]
      if (!element || x < first - REACH || x > last + REACH) return []
      return [{ element, datasetIndex: meta.index, index }]
    }),
  )
