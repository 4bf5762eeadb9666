import { shallowRef } from 'vue'
import { messageOf } from '#renderer/format/message-of.ts'

/** A library that is part of the workbench, as scripts/licences-plugin.ts lists it. */
export interface Licence {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** The licence in full; empty where the library ships none. */
  readonly text: string
}

/** The libraries and their terms, read when they are first asked for. */
export function useLicences() {
  const licences = shallowRef<readonly Licence[] | null>(null)
  const error = shallowRef<string | null>(null)

  async function load() {
    if (licences.value) return
    try {
      const answer = await fetch('./licences.json')
      if (!answer.ok) throw new Error(`The list is not there (${answer.status})`)
      licences.value = (await answer.json()) as Licence[]
      error.value = null
    } catch (failure) {
      error.value = messageOf(failure)
    }
  }
  return { licences, error, load }
}
