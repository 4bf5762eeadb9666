import { createHash } from 'node:crypto'
import type { RunConfig } from '#shared/run-config.ts'

const HASH_DIGITS = 16

/** JSON with sorted keys and no whitespace: equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

/** Names a configuration without its seed: runs that share it are one group. */
export function configHash({ seed: _, ...config }: RunConfig): string {
  return createHash('sha256').update(canonicalJson(config)).digest('hex').slice(0, HASH_DIGITS)
}
