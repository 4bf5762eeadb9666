import * as z from 'zod'

/**
 * A list of finite numbers. It is checked in one loop, because a schema for each of a million numbers
 * would hold everybody up for seconds.
 */
export const numberList = (most = 1_000_000) =>
  z.custom<readonly number[]>(
    (value) =>
      Array.isArray(value) && value.length <= most && (value as unknown[]).every(Number.isFinite),
    { error: `must be a list of at most ${most} finite numbers` },
  )
