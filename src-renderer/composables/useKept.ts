import { shallowRef, watch, type ShallowRef } from 'vue'
import type * as z from 'zod'
import { readStoredJson, writeStoredJson } from './browser-storage.ts'

/** A value kept between starts; what the schema does not know, as of an older version, is its default. */
export function useKept<Value>(key: string, schema: z.ZodType<Value>): ShallowRef<Value> {
  const value: ShallowRef<Value> = shallowRef(read(key, schema))
  watch(value, (changed) => writeStoredJson(key, changed))
  return value
}

/** Changes what a page that is not there will find. */
export function changeKept<Value>(
  key: string,
  schema: z.ZodType<Value>,
  changes: Partial<Value>,
): void {
  writeStoredJson(key, { ...read(key, schema), ...changes })
}

function read<Value>(key: string, schema: z.ZodType<Value>): Value {
  const stored = schema.safeParse(readStoredJson(key) ?? {})
  return stored.success ? stored.data : schema.parse({})
}
