import { extname, join } from 'node:path'
import { app, type Session } from 'electron'
import { isOurs } from './app-protocol.ts'

const filters: Readonly<Record<string, string>> = {
  '.csv': 'Comma-separated values',
  '.json': 'JSON',
  '.sqlite': 'Run file',
  '.svg': 'Vector image',
  '.png': 'Image',
  '.gif': 'Animated image',
  '.webm': 'Film',
}

/** Asks where to save what the page offers as a download, which is how it exports. */
export function askWhereToSave(session: Session, exportFolder: () => string | null): void {
  session.on('will-download', (event, item) => {
    const url = item.getURL()
    if (!url.startsWith('blob:') || !isOurs(url.slice('blob:'.length))) {
      event.preventDefault()
      return
    }
    const name = item.getFilename()
    const extension = extname(name)
    item.setSaveDialogOptions({
      title: 'Export',
      defaultPath: join(exportFolder() ?? app.getPath('downloads'), name),
      filters: [
        ...(filters[extension]
          ? [{ name: filters[extension], extensions: [extension.slice(1)] }]
          : []),
        { name: 'All files', extensions: ['*'] },
      ],
    })
  })
}
