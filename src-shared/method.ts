import type * as z from 'zod'

/** Pairs the schema of a method's parameters with the type of its result. */
export interface Method<Params extends z.ZodType, Result> {
  readonly params: Params
  readonly result?: Result
}
export const method =
  <Result>() =>
  <Params extends z.ZodType>(params: Params): Method<Params, Result> => ({ params })
