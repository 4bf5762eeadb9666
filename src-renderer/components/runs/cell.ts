/** What a column shows of a run or a group, and what it says when it is pointed at. */
export interface Cell {
  readonly text: string
  readonly title?: string
}
