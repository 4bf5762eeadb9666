/** What went wrong, for programs. The message beside it is for people. */
export type ErrorCode =
  | 'invalid-params'
  | 'unknown-method'
  | 'not-found'
  | 'conflict'
  /** The answer would be longer than a carrier can send, so the client must ask for less. */
  | 'too-large'
  /** The database is locked. Nothing was changed, and the same call may work in a moment. */
  | 'busy'
  /** The database's disk is full or failing. Nothing was changed. */
  | 'storage'
  | 'internal'

/** An error with a code the other side of a wire may act on. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
