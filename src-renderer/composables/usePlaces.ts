import { reactive, shallowRef } from 'vue'
import type { PlacePurpose, Places } from '#shared/places.ts'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'

export type DatabaseChange = 'open' | 'create' | 'move'

/** Which database is open, and what puts another in its place. The page loads anew once it is. */
export function usePlaces() {
  const client = useClient()
  const places = shallowRef<Places | null>(null)
  const failure = shallowRef<string | null>(null)
  const isBusy = shallowRef(false)
  /** What was refused because runs train, and can be asked for again with their interruption. */
  const refused = shallowRef<{ change: DatabaseChange; path: string } | null>(null)

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    isBusy.value = true
    failure.value = null
    refused.value = null
    try {
      await work()
    } catch (error) {
      failure.value = messageOf(error)
    } finally {
      isBusy.value = false
    }
  }

  const load = () =>
    attempt(async () => (places.value = await client.call('places.get', undefined)))

  async function choose(purpose: PlacePurpose): Promise<string | null> {
    return (await client.call('places.choose', { purpose })).path
  }

  /** Without a path a person is asked for one. */
  const change = (kind: DatabaseChange, typed: string | null, interruptsRuns = false) =>
    attempt(async () => {
      const path = typed ?? (await choose(kind))
      if (path === null) return
      try {
        places.value = await client.call(`database.${kind}`, { path, interruptsRuns })
        failure.value = places.value.problem
      } catch (error) {
        if (messageOf(error).includes('let them be interrupted')) {
          refused.value = { change: kind, path }
        }
        throw error
      }
    })

  const chooseExportFolder = () =>
    attempt(async () => {
      const path = await choose('export')
      if (path !== null) places.value = await client.call('places.setExportFolder', { path })
    })

  void load()
  return reactive({ places, failure, isBusy, refused, change, chooseExportFolder })
}
