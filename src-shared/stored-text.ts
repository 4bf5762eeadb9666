import * as z from 'zod'

/* What texts that are stored may hold. NUL ends a text early for half of the programs that read it. */

/** One line: a name or a tag. */
export const line = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters')

/** What a person writes, in as many lines as they like. */
export const prose = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((text) => !text.includes('\0'), 'must not hold the character NUL')
