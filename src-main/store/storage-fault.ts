import { ApiError } from '#shared/errors.ts'
import type { StorageFault, StorageFaultKind } from '#shared/storage.ts'

/** Kinds of storage faults, by the beginning of SQLite's result code or the code of the operating system. */
const kinds: readonly (readonly [RegExp, StorageFaultKind])[] = [
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'busy'],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'full'],
  [/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM|NOMEM)/, 'failing'],
  [/^(EIO|EROFS|EMFILE|ENFILE|ENOMEM|ESTALE|ENODEV|ENXIO|ETIMEDOUT)$/, 'failing'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'damaged'],
]

/** Says whether the storage caused an error, rather than the program or its caller; null if not. */
export function storageFaultOf(error: unknown): StorageFault | null {
  if (error instanceof ApiError) {
    return error.code === 'busy' ? { kind: 'busy', problem: problemOf('busy', error) } : null
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const kind = kinds.find(([pattern]) => pattern.test(code))?.[1]
  return kind === undefined ? null : { kind, problem: problemOf(kind, error as Error) }
}

function problemOf(kind: StorageFaultKind, error: Error): string {
  switch (kind) {
    case 'busy':
      return 'Another program keeps the database locked'
    case 'full':
      return 'The disk that holds the database is full'
    case 'failing':
      return `The database cannot be read or written (${error.message})`
    case 'damaged':
      return `The database is damaged (${error.message})`
  }
}

const remedies: Readonly<Record<StorageFaultKind, string>> = {
  busy: 'try again in a moment',
  full: 'free some space on it and try again',
  failing: 'check the disk and try again',
  damaged: 'check it in Settings, and continue with a sound copy',
}

/** Turns a storage fault into the answer to a call: one sentence; nothing was changed. */
export function storageRefusal(fault: StorageFault, cause: unknown): ApiError {
  if (cause instanceof ApiError) return cause
  return new ApiError(
    fault.kind === 'busy' ? 'busy' : 'storage',
    `${fault.problem}, so nothing was changed; ${remedies[fault.kind]}.`,
    { cause },
  )
}
