import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { parseExperimentFile, type ExperimentFile } from '#shared/experiment-file.ts'
import { parseRunConfig, type RunConfig } from '#shared/run-config.ts'
import { looksLikeSweep } from '#shared/sweep.ts'

/** What a file holds: the configuration of a run, or a sweep over one. */
export type OpenedConfiguration =
  | { readonly kind: 'run'; readonly fileName: string; readonly config: RunConfig }
  | { readonly kind: 'sweep'; readonly fileName: string; readonly sweep: ExperimentFile }

/** The configuration in the text of a file; throws one sentence that says what is wrong with it. */
export function readConfiguration(text: string, fileName: string): OpenedConfiguration {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw new Error(`${fileName} is not JSON, which a configuration is written in`)
  }
  return looksLikeSweep(content)
    ? { kind: 'sweep', fileName, sweep: parseExperimentFile(content) }
    : { kind: 'run', fileName, config: parseRunConfig(content) }
}

/** A configuration that was opened from a file, until the form takes it. */
export const useOpenedConfiguration = defineStore('opened-configuration', () => {
  const opened = shallowRef<OpenedConfiguration | null>(null)

  async function open(file: File): Promise<void> {
    opened.value = readConfiguration(await file.text(), file.name)
  }
  function take(): OpenedConfiguration | null {
    const taken = opened.value
    opened.value = null
    return taken
  }
  return { opened, open, take }
})
