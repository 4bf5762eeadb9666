import type { ExportDocument } from '#shared/api.ts'

/** What an export holds, after the verb. */
export const exportTitles: Readonly<Record<ExportDocument, string>> = {
  'episodes.csv': 'episodes as CSV',
  'updates.csv': 'updates as CSV',
  'runs.json': 'everything as JSON',
}
