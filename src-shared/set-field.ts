import * as z from 'zod'
import { ApiError } from './errors.ts'
import { runConfigSchema } from './run-config.ts'
import {
  alternativesOf,
  fieldsOf,
  isFields,
  isNamedBy,
  isNamedByAll,
  knows,
  type Fields,
} from './schema-alternatives.ts'
import { suggestion } from './suggest-path.ts'

/* Changes to a configuration, led by the schema: a path that leads nowhere is refused, and setting what tells
   the alternatives of a union apart leaves behind what only the old alternative knew. */

/** The configuration with the field at `path` set; a refusal speaks of it as `name`. Not validated yet. */
export const setField = (config: unknown, path: string, value: unknown, name = path): unknown =>
  setAt(runConfigSchema, config, path.split('.'), value, path, name)

function setAt(
  schema: z.core.$ZodType,
  current: unknown,
  [key = '', ...rest]: readonly string[],
  value: unknown,
  path: string,
  name: string,
): unknown {
  const alternatives = alternativesOf(schema)
  const fields = isFields(current) ? current : {}
  const previous = closest(alternatives, fields)
  const wanted = rest.length === 0 ? { ...fields, [key]: value } : fields
  const chosen = choose(alternatives, previous, wanted, key)
  if (!chosen) throw unknownField(path, name, previous ? [previous] : alternatives)

  const kept = previous && previous !== chosen ? carryOver(previous, chosen, fields) : fields
  const next =
    rest.length === 0 ? value : setAt(chosen.shape[key]!, kept[key], rest, value, path, name)
  return { ...kept, [key]: next }
}

/** The alternative the fields were meant for: rightly named, with the fewest fields it does not know. */
function closest(alternatives: readonly z.ZodObject[], fields: Fields): z.ZodObject | undefined {
  const unknown = (alternative: z.ZodObject) =>
    Object.keys(fields).filter((key) => !knows(alternative, key)).length
  return alternatives
    .filter((alternative) => isNamedByAll(alternative, fields))
    .toSorted((a, b) => unknown(a) - unknown(b))[0]
}

/** The alternative that `key` belongs to, the present one if it can be. */
function choose(
  alternatives: readonly z.ZodObject[],
  previous: z.ZodObject | undefined,
  wanted: Fields,
  key: string,
): z.ZodObject | undefined {
  const candidates = alternatives.filter((alternative) => knows(alternative, key))
  const named = candidates.filter((alternative) => isNamedBy(alternative, key, wanted[key]))
  // A name that no alternative has: validation will say which there are.
  if (named.length === 0) return candidates[0]
  if (previous && named.includes(previous)) return previous
  const isName = candidates.some(({ shape }) => shape[key] instanceof z.ZodLiteral)
  return isName ? named[0] : closest(named, wanted)
}

/** The fields without those that only the alternative before knew. Mistakes stay, to be refused. */
function carryOver(previous: z.ZodObject, chosen: z.ZodObject, fields: Fields): Fields {
  const kept = Object.entries(fields).flatMap(([key, value]) => {
    if (!knows(chosen, key)) return knows(previous, key) ? [] : [[key, value]]
    if (!isFields(value) || !knows(previous, key)) return [[key, value]]
    const [from] = alternativesOf(previous.shape[key]!)
    const [to] = alternativesOf(chosen.shape[key]!)
    // One name may mean two things: the gravity of an environment is not another's.
    return from === to ? [[key, value]] : []
  })
  return Object.fromEntries(kept)
}

/** Says what was probably meant, otherwise which fields there are. */
function unknownField(path: string, name: string, alternatives: readonly z.ZodObject[]): ApiError {
  const known = fieldsOf(alternatives)
  const hint = known.length > 0 ? `; known there: ${known.join(', ')}` : ''
  return new ApiError(
    'invalid-params',
    `${name}: there is no such field${suggestion(path) || hint}`,
  )
}
