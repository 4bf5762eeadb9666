import { shallowRef, watch, type ShallowRef } from 'vue'
import type * as z from 'zod'

/** A value kept between starts; what the schema does not know, as of an older version, is its default. */
export function useKept<Value>(key: string, schema: z.ZodType<Value>): ShallowRef<Value> {
  const read = (): Value => {
    try {
      return schema.parse(JSON.parse(localStorage.getItem(key) ?? '{}'))
    } catch {
      return schema.parse({})
    }
  }
  const value: ShallowRef<Value> = shallowRef(read())
  watch(value, (changed) => localStorage.setItem(key, JSON.stringify(changed)))
  return value
}
