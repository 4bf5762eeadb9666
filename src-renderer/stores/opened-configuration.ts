import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { formatCounted } from '#shared/format-number.ts'
import { parseExperimentFile, type ExperimentFile } from '#shared/experiment-file.ts'
import { parseRunConfig, type RunConfig } from '#shared/run-config.ts'
import { looksLikeSweep } from '#shared/sweep.ts'

/** What a file holds: the configuration of a run, or a sweep over one. */
export type OpenedConfiguration =
  | {
      readonly kind: 'run'
      readonly fileName: string
      readonly config: RunConfig
      /** What else the file holds, in sentences. */
      readonly note?: string
    }
  | { readonly kind: 'sweep'; readonly fileName: string; readonly sweep: ExperimentFile }

/** The configuration in the text of a file; throws one sentence that says what is wrong with it. */
export function readConfiguration(text: string, fileName: string): OpenedConfiguration {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw new Error(
      `${fileName} is neither a run file nor JSON, which a configuration is written in`,
    )
  }
  const exported = exportedRuns(content)
  if (exported) return firstOf(exported, fileName)
  return looksLikeSweep(content)
    ? { kind: 'sweep', fileName, sweep: parseExperimentFile(content) }
    : { kind: 'run', fileName, config: parseRunConfig(content) }
}

interface ExportedRun {
  readonly id?: unknown
  readonly config?: unknown
}

/** Runs of an export, which holds too little of them to be imported: neither policies nor recordings. */
function exportedRuns(content: unknown): readonly ExportedRun[] | null {
  if (typeof content !== 'object' || content === null || !('format' in content)) return null
  if (!('runs' in content) || !Array.isArray(content.runs)) return null
  return String(content.format).startsWith('reinforce-workbench-') ? content.runs : null
}

function firstOf(runs: readonly ExportedRun[], fileName: string): OpenedConfiguration {
  const [first] = runs
  if (!first) throw new Error(`${fileName} holds no runs`)
  const which =
    runs.length === 1
      ? `It is that of run ${String(first.id)} in ${fileName}.`
      : `${fileName} holds the configurations of ${formatCounted(runs.length, 'run')}; this is that of run ${String(first.id)}, the first.`
  const note = `${which} The run itself comes back from a run file, which has all of it.`
  return { kind: 'run', fileName, config: parseRunConfig(first.config), note }
}

/** A configuration that was opened from a file, until the form takes it. */
export const useOpenedConfiguration = defineStore('opened-configuration', () => {
  const opened = shallowRef<OpenedConfiguration | null>(null)

  async function open(file: File): Promise<OpenedConfiguration> {
    const read = readConfiguration(await file.text(), file.name)
    opened.value = read
    return read
  }
  function take(): OpenedConfiguration | null {
    const taken = opened.value
    opened.value = null
    return taken
  }
  return { opened, open, take }
})
