import { exportDocuments, type ExportDocument } from '#shared/api.ts'

/** What runs leave the window as: documents for other programs, or a file for another workbench. */
export type ExportFile = ExportDocument | 'run-file'
export const exportFiles: readonly ExportFile[] = [...exportDocuments, 'run-file']

/** What an export holds, after the verb. */
export const exportTitles: Readonly<Record<ExportFile, string>> = {
  'episodes.csv': 'episodes as CSV',
  'updates.csv': 'updates as CSV',
  'runs.json': 'everything as JSON',
  'run-file': 'everything as a run file',
}

/** The same in a menu. */
export const exportItems: readonly {
  readonly file: ExportFile
  readonly label: string
  readonly icon: string
}[] = [
  { file: 'episodes.csv', label: 'Episodes, CSV', icon: 'i-lucide-file-spreadsheet' },
  { file: 'updates.csv', label: 'Updates, CSV', icon: 'i-lucide-file-spreadsheet' },
  { file: 'runs.json', label: 'Everything, JSON', icon: 'i-lucide-file-json' },
  { file: 'run-file', label: 'Run file, for a workbench', icon: 'i-lucide-package' },
]
