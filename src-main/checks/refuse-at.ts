import { ApiError } from '#shared/errors.ts'

/** Runs `check`. If it throws a sentence, puts `where` before it. */
export function refuseAt<T>(where: string, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const sentence = error.message.startsWith(where) ? error.message : `${where}: ${error.message}`
    throw new ApiError('conflict', sentence, { cause: error })
  }
}

/**
 * Runs `check` on the copy of a run file at `path`. If it throws a sentence, that names the file as the
 * user knows it.
 */
export function aboutFile(name: string, path: string, check: () => unknown): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const sentence = error.message.includes(path)
      ? error.message.replaceAll(path, name)
      : `${name} cannot be imported: ${error.message}; nothing was imported`
    throw new ApiError('conflict', sentence, { cause: error })
  }
}

/** Parses a text as JSON. Throws a sentence if it is not JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ApiError('conflict', `the text is not JSON (${reason.slice(0, 200)})`)
  }
}
