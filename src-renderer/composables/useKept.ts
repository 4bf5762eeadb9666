import { shallowRef, watch, type ShallowRef } from 'vue'
import type * as z from 'zod'

/** A value kept between starts; what the schema does not know, as of an older version, is its default. */
export function useKept<Value>(key: string, schema: z.ZodType<Value>): ShallowRef<Value> {
  const value: ShallowRef<Value> = shallowRef(read(key, schema))
  watch(value, (changed) => localStorage.setItem(key, JSON.stringify(changed)))
  return value
}

/** Changes what a page that is not there will find. */
export function changeKept<Value>(
  key: string,
  schema: z.ZodType<Value>,
  changes: Partial<Value>,
): void {
  localStorage.setItem(key, JSON.stringify({ ...read(key, schema), ...changes }))
}

function read<Value>(key: string, schema: z.ZodType<Value>): Value {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(key) ?? '{}'))
  } catch {
    return schema.parse({})
  }
}
