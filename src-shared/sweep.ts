import * as z from 'zod'
import { parseOrThrow } from './parse.ts'

/*
 * Many runs from one configuration: fields that vary, and seeds. What it amounts to is decided in
 * expand-sweep.ts, by the same function for the form, the command line and the backend.
 */

/** More runs than this are never started at once. */
export const MOST_RUNS = 10_000

const path = z
  .string()
  .regex(
    /^[A-Za-z]\w*(\.\w+)*$/,
    'must be names of fields with dots, such as optimizer.learningRate',
  )
  .describe('Names of the fields from the configuration on, with dots')
  .meta({ title: 'Field' })

/** The values a field takes, one by one. A whole part of a configuration may be a value. */
const listed = z.strictObject({
  path,
  values: z.array(z.unknown()).min(1).max(1000).describe('What the field is set to, one by one'),
})

export const scales = ['linear', 'logarithmic'] as const
export type Scale = (typeof scales)[number]

/** Values between two, both of which belong to it. */
const ranged = z.strictObject({
  path,
  from: z.number().describe('The smallest value'),
  to: z.number().describe('The largest value'),
  scale: z
    .enum(scales)
    .default('linear')
    .describe('Whether neighbouring values have one difference or one ratio'),
  count: z
    .int()
    .min(2)
    .max(1000)
    .optional()
    .describe('How many values a grid takes, both ends included; a random search needs none'),
})

const variation = z.union([listed, ranged])
/** A field that varies. */
export type Variation = z.infer<typeof variation>
export type RangedVariation = z.infer<typeof ranged>

const seed = z.int().min(0).max(4_294_967_295)

/** Which combinations of values are tried. */
const search = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('grid') }).meta({ title: 'Grid: every combination' }),
  z
    .strictObject({
      kind: z.literal('random'),
      samples: z.int().min(1).max(MOST_RUNS).describe('How many combinations are drawn'),
      seed: seed.default(1).describe('Decides the draws: more samples continue the same list'),
    })
    .meta({ title: 'Random search' }),
])

export const sweepSchema = z
  .strictObject({
    config: z
      .record(z.string(), z.unknown())
      .describe('The configuration that the combinations change; its seed does not matter'),
    vary: z.array(variation).max(12).default([]),
    search: search.default({ kind: 'grid' }),
    seeds: z.array(seed).min(1).max(1000).describe('Every combination is trained once with each'),
    invalidCombinations: z
      .enum(['refuse', 'leave-out'])
      .default('refuse')
      .describe('What becomes of the sweep where some combinations cannot be trained'),
  })
  .superRefine(({ vary, search, seeds }, context) => {
    const wrong = (path: readonly (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path: [...path], message, input: vary })
    vary.forEach((each, i) => {
      if (each.path === 'seed') wrong(['vary', i, 'path'], 'is seed; name the seeds in seeds')
      if (vary.findIndex(({ path }) => path === each.path) < i) {
        wrong(['vary', i, 'path'], `is ${each.path}, which varies already; name a field once`)
      }
      if (!('from' in each)) return
      const { from, to, scale, count } = each
      if (from >= to)
        wrong(['vary', i, 'to'], `is ${to}; must be greater than from, which is ${from}`)
      if (scale === 'logarithmic' && from <= 0) {
        wrong(['vary', i, 'from'], `is ${from}; must be greater than 0 on a logarithmic scale`)
      }
      if (search.kind === 'grid' && count === undefined) {
        wrong(['vary', i, 'count'], 'is missing; a grid needs to know how many values to take')
      }
    })
    const repeated = seeds.find((value, i) => seeds.indexOf(value) < i)
    if (repeated !== undefined) wrong(['seeds'], `names ${repeated} twice; every seed counts once`)
  })

export type Sweep = z.infer<typeof sweepSchema>
/** What a person may write: fields with a default may be left out. */
export type SweepInput = z.input<typeof sweepSchema>

/** The sweep in `input` with defaults filled in; throws one sentence naming the wrong field. */
export const parseSweep = (input: unknown): Sweep => parseOrThrow(sweepSchema, input)

/** Whether something read from a file is meant as a sweep rather than as the configuration of one run. */
export const looksLikeSweep = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'config' in input && !('environment' in input)
