import type { Relation } from '#shared/relation.ts'

/** A moment of training at which a chart of points in its order is read. */
export interface Moment {
  readonly runId: number
  readonly row: 'episode' | 'update'
  /** Rows of that run up to it. */
  readonly last: number
  /** Episodes up to it: what moments of different runs and rows have in common. */
  readonly episodes: number
  /** Which chart is read. */
  readonly source: symbol
}

type Points = Pick<Relation, 'row' | 'rowsPerPoint' | 'last' | 'since' | 'episodes'>

/** Which bucket of a run holds the moment; −1: none that is there. */
export function pointAt(
  runId: number,
  { row, rowsPerPoint, last, since, episodes }: Points,
  moment: Pick<Moment, 'runId' | 'row' | 'last' | 'episodes'>,
): number {
  if (runId === moment.runId && row === moment.row) {
    return last.findIndex((at) => at >= moment.last && at - rowsPerPoint < moment.last)
  }
  return last.findIndex(
    (_, i) =>
      episodes[i] === moment.episodes ||
      (since[i]! < moment.episodes && moment.episodes < episodes[i]!),
  )
}

/** Every moment at which a point of the runs ends, in the order of training. */
export function momentsOf(
  runs: readonly {
    readonly runId: number
    readonly relation: Points
  }[],
  source: symbol,
): Moment[] {
  return runs
    .flatMap(({ runId, relation: { row, last, episodes } }) =>
      last.map((at, i) => ({ runId, row, last: at, episodes: episodes[i]!, source })),
    )
    .sort((a, b) => a.episodes - b.episodes || a.last - b.last)
}
