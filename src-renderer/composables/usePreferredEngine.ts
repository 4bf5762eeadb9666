import { shallowRef, watch } from 'vue'
import { engineNames, type EngineName } from '#shared/config/engine.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { readStored, writeStored } from './browser-storage.ts'

const KEY = 'workbench-engine'

const stored = readStored(KEY)
const preferred = shallowRef<EngineName>(engineNames.find((name) => name === stored) ?? 'simd')
watch(preferred, (name) => writeStored(KEY, name))

/** The engine that new runs from presets get. */
export function usePreferredEngine() {
  const withPreferred = (config: RunConfig): RunConfig => ({ ...config, engine: preferred.value })
  return { preferred, withPreferred }
}
