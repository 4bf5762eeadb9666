import { readonly, shallowRef } from 'vue'
import type { ExportDocument, ExportPart } from '#shared/api.ts'
import { RUN_FILE_EXTENSION } from '#shared/run-file.ts'
import type { ExportFile } from '#renderer/actions/export-titles.ts'
import { useClient } from '#renderer/client.ts'
import { saveFile } from './save-file.ts'
import { fetchRunFile } from './useRunFiles.ts'
import { useReport } from './useReport.ts'

const mediaTypes: Readonly<Record<ExportDocument, string>> = {
  'episodes.csv': 'text/csv',
  'updates.csv': 'text/csv',
  'runs.json': 'application/json',
}

const endings: Readonly<Partial<Record<ExportFile, string>>> = {
  'runs.json': '.json',
  'run-file': RUN_FILE_EXTENSION,
}

/** `run-3-episodes.csv`, `runs-1-2-episodes.csv`; more than four runs are counted instead. */
export function exportFileName(
  runIds: readonly number[],
  file: ExportFile,
  experimentId?: number,
): string {
  const base = endings[file] ?? `-${file}`
  if (experimentId !== undefined) return `experiment-${experimentId}${base}`
  if (runIds.length === 1) return `run-${runIds[0]}${base}`
  return runIds.length <= 4 ? `runs-${runIds.join('-')}${base}` : `${runIds.length}-runs${base}`
}

/** Takes runs out as a file, part by part. `isExporting` holds while one is under way. */
export function useExport() {
  const client = useClient()
  const { report } = useReport()
  const isExporting = shallowRef(false)

  async function documentOf(
    runIds: readonly number[],
    document: ExportDocument,
    experimentId: number | undefined,
  ): Promise<Blob> {
    const parts: string[] = []
    let cursor: string | null = null
    do {
      const part: ExportPart = await client.call('runs.export', {
        runIds: [...runIds],
        document,
        cursor,
        experimentId,
      })
      parts.push(part.text)
      cursor = part.next
    } while (cursor !== null)
    return new Blob(parts, { type: mediaTypes[document] })
  }

  /** Resolves once the browser or window has taken the file over. */
  async function exportRuns(
    runIds: readonly number[],
    file: ExportFile,
    experimentId?: number,
  ): Promise<void> {
    isExporting.value = true
    try {
      const blob =
        file === 'run-file'
          ? await fetchRunFile(client, runIds, experimentId)
          : await documentOf(runIds, file, experimentId)
      saveFile(blob, exportFileName(runIds, file, experimentId))
    } catch (error) {
      report('The export did not work', error)
    } finally {
      isExporting.value = false
    }
  }

  return { exportRuns, isExporting: readonly(isExporting) }
}
