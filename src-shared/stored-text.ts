import * as z from 'zod'

/* Rules for texts that are stored. NUL would end a text early for half of the programs that read it. */

/** One line, such as a name or a tag. */
export const line = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters')

/** Text of any number of lines. */
export const prose = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((text) => !text.includes('\0'), 'must not contain a NUL character')
