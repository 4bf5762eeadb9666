import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { parseRunConfig, type RunConfig } from '#shared/run-config.ts'

export interface OpenedConfiguration {
  readonly fileName: string
  readonly config: RunConfig
}

/** The configuration in the text of a file; throws one sentence that says what is wrong with it. */
export function readConfiguration(text: string, fileName: string): OpenedConfiguration {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw new Error(`${fileName} is not JSON, which a configuration is written in`)
  }
  return { fileName, config: parseRunConfig(content) }
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
