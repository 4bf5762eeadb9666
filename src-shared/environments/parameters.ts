import * as z from 'zod'

/*
 * The kinds of parameters environments have. Each has the reference's value as its default. The form
 * folds those away that are `rare`: all but the ones that make up the task.
 */

/** The parameters of one environment. */
export const parametersOf = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape).meta({ title: 'Environment parameters' })

interface Words {
  readonly title: string
  /** What it does, for someone who has not met the environment. */
  readonly help: string
  /** Whether it makes up the task, so that the form always shows it. */
  readonly isMain?: boolean
}

const metaOf = ({ title, isMain = false }: Words) => ({ title, rare: !isMain })

/** A quantity that may have any value in a range, ends included. */
export const between = (low: number, high: number, initial: number, words: Words) =>
  z.number().min(low).max(high).default(initial).describe(words.help).meta(metaOf(words))

/** A quantity that must be above 0: a mass, a length, a duration. */
export const positive = (most: number, initial: number, words: Words) =>
  z.number().positive().max(most).default(initial).describe(words.help).meta(metaOf(words))

export const MOST_EPISODE_STEPS = 100_000

/** The number of steps after which an episode is truncated; `note` adds what is special about this environment. */
export const timeLimit = (initial: number, note = '') =>
  z
    .int()
    .min(1)
    .max(MOST_EPISODE_STEPS)
    .default(initial)
    .describe(
      `Steps after which an episode is truncated, not terminated. One that terminates at its last step is only terminated; Gymnasium marks it as both. ${note}Memory of a batch of whole episodes is counted at this length.`,
    )
    .meta({ title: 'Time limit (steps)', rare: true })

/** A switch. */
export const yesOrNo = (initial: boolean, words: Words) =>
  z.boolean().default(initial).describe(words.help).meta(metaOf(words))

/** Whether all parameters have their defaults, so that what is known of the reference holds. */
export const isReference = (schema: z.ZodObject, parameters: unknown): boolean =>
  JSON.stringify(schema.parse({})) === JSON.stringify(parameters)

/** A number as a sentence says it, with a minus sign. */
export const inText = (x: number): string => String(x).replace('-', '−')
