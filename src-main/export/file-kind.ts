import { RUN_FILE_BEGINNING } from '#shared/run-file.ts'

/** How many bytes tell what kind of file it is. */
export const KIND_BYTES = 4096

const importable =
  'only run files (export --format run-file, or Export in the window) and databases of the workbench can be imported'

/** Says why a file that begins like this can't be imported; null if it is an SQLite file. */
export function importObstacle(beginning: Buffer): string | null {
  if (beginning.length === 0) return `it is empty; ${importable}`
  if (beginning.subarray(0, RUN_FILE_BEGINNING.length).toString('latin1') === RUN_FILE_BEGINNING) {
    return null
  }
  return `it is ${kindOf(beginning)}; ${importable}`
}

function kindOf(beginning: Buffer): string {
  const isArchive = beginning[0] === 0x1f && beginning[1] === 0x8b
  if (isArchive || beginning.subarray(0, 4).toString('latin1') === 'PK\x03\x04') {
    return 'a compressed file, which must be unpacked first'
  }
  if (beginning.includes(0)) return 'not an SQLite file'
  const text = beginning.toString('utf8').replace(/^\uFEFF/, '')
  if (/^\s*\{\s*"format"\s*:\s*"reinforce-workbench-runs"/.test(text)) {
    return 'an export as JSON, which holds neither policies nor training states'
  }
  if (/^\s*[{[]/.test(text)) return 'a JSON file'
  const [first = '', second = ''] = text.split(/\r?\n/)
  const columns = (line: string) => line.split(/[,;\t]/).length
  if (columns(first) > 1 && (second === '' || columns(second) === columns(first))) {
    return first.startsWith('run_id,')
      ? 'an export as CSV, which holds neither policies nor training states'
      : 'a table (CSV)'
  }
  return 'a text file'
}
