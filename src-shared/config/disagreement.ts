/** A field that is valid alone but not beside the others. */
export interface Disagreement {
  readonly path: string[]
  readonly message: string
}
