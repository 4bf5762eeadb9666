import { readonly, shallowRef } from 'vue'
import { readStoredJson, writeStoredJson } from '#renderer/composables/browser-storage.ts'

const KEY = 'workbench-notifications'
const DEFAULT_SECONDS = 30

interface Stored {
  readonly isOn: boolean
  readonly afterSeconds: number
  /** Whether it was offered once, which is enough. */
  readonly wasOffered: boolean
}

function stored(): Stored {
  const first = { isOn: false, afterSeconds: DEFAULT_SECONDS, wasOffered: false }
  return { ...first, ...(readStoredJson(KEY) as Partial<Stored> | undefined) }
}

const settings = shallowRef(stored())
function set(changes: Partial<Stored>) {
  settings.value = { ...settings.value, ...changes }
  writeStoredJson(KEY, settings.value)
}

/** Why there can be no notification; null: there can. */
function obstacle(): string | null {
  if (!('Notification' in window)) return 'This browser shows no notifications.'
  return Notification.permission === 'denied'
    ? 'Notifications of this page are blocked; allow them in the settings of the browser.'
    : null
}

/** Whether the end of long work is told, and what counts as long; kept in this browser or window. */
export function useNotificationSettings() {
  /** Asks for the permission, which only a person's click may do; returns why not, or null. */
  async function turnOn(): Promise<string | null> {
    set({ wasOffered: true })
    if (obstacle() === null && (await Notification.requestPermission()) === 'granted') {
      set({ isOn: true })
      return null
    }
    set({ isOn: false })
    return obstacle() ?? 'Notifications were not allowed.'
  }
  return {
    settings: readonly(settings),
    turnOn,
    turnOff: () => set({ isOn: false }),
    setAfterSeconds: (afterSeconds: number) => set({ afterSeconds }),
    setOffered: () => set({ wasOffered: true }),
  }
}
