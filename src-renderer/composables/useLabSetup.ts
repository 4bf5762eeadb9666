import { shallowRef, watch } from 'vue'
import { labEstimators } from '#shared/gradient-check.ts'
import { firstSetup, pointKinds, type LabSetup } from '#renderer/lab/setup.ts'
import { readStoredJson, writeStoredJson } from './browser-storage.ts'

const KEY = 'workbench-lab'

/** What an older version wrote, or someone else, is not taken over. */
function storedSetup(): LabSetup {
  try {
    const stored = readStoredJson(KEY) as LabSetup
    const isKnown =
      Object.keys(firstSetup).every((key) => key in stored) &&
      pointKinds.includes(stored.pointKind) &&
      stored.estimators.every((name) => labEstimators.includes(name))
    return isKnown ? stored : firstSetup
  } catch {
    return firstSetup
  }
}

/** The form of the lab, kept as it is typed. */
export function useLabSetup() {
  const setup = shallowRef(storedSetup())
  watch(setup, (changed) => writeStoredJson(KEY, changed))
  return setup
}
