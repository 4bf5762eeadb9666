import { shallowRef } from 'vue'
import type { CallParams } from '#shared/api.ts'
import type { FieldValue } from '#shared/run-query.ts'
import { useClient } from '#renderer/client.ts'

/** Which values stored runs have in fields, asked for again each time they are wanted. */
export function useFieldValues() {
  const client = useClient()
  const values = shallowRef<ReadonlyMap<string, readonly FieldValue[]>>(new Map())

  async function want(field: CallParams<'runs.fieldValues'>['field']): Promise<void> {
    try {
      const found = await client.call('runs.fieldValues', { field })
      values.value = new Map(values.value).set(field, found)
    } catch {
      // Then there are no such suggestions; a filter is written without them.
    }
  }
  return { values, want }
}
