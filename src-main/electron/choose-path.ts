import { dirname, join } from 'node:path'
import { BrowserWindow, dialog } from 'electron'
import type { PlacePurpose } from '#shared/places.ts'

const filters = [
  { name: 'Databases of the workbench', extensions: ['sqlite'] },
  { name: 'All files', extensions: ['*'] },
]

/** Asks in a dialog of the system for the path of a database, or for a folder; null: none was chosen. */
export async function choosePath(
  purpose: PlacePurpose,
  databasePath: string,
): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) return null
  const folder = dirname(databasePath)
  switch (purpose) {
    case 'open':
    case 'export': {
      const { filePaths } = await dialog.showOpenDialog(
        window,
        purpose === 'open'
          ? { title: 'Open a database', defaultPath: folder, filters, properties: ['openFile'] }
          : { title: 'Folder for exports', properties: ['openDirectory', 'createDirectory'] },
      )
      return filePaths[0] ?? null
    }
    case 'create':
    case 'move': {
      const title = purpose === 'create' ? 'Create a database' : 'Move the database'
      const defaultPath = join(folder, purpose === 'create' ? 'new.sqlite' : 'workbench.sqlite')
      const { filePath } = await dialog.showSaveDialog(window, { title, defaultPath, filters })
      return filePath || null
    }
  }
}
