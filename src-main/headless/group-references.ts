import { ApiError } from '#shared/errors.ts'
import type { GroupReference } from '#shared/comparison.ts'
import { parseIntegerList } from './integer-list.ts'

/** A group as a person names it: a configuration hash, or runs such as `1..5` or `1,2,7`. */
export function parseGroup(text: string): GroupReference {
  if (/^[0-9a-f]{16}$/.test(text)) return { configHash: text }
  if (/[a-z]/i.test(text)) {
    throw new ApiError(
      'invalid-params',
      `--groups is ${JSON.stringify(text)}; a group is a configuration hash of 16 hexadecimal digits, as in train --json, or runs such as 1..5`,
    )
  }
  return { runIds: parseIntegerList(text, '--groups') }
}
