import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'

/** Appends errors nobody expected to a file, since a window has no terminal. */
export function createErrorLog(folder: string): (error: unknown) => void {
  return (error) => {
    try {
      mkdirSync(folder, { recursive: true })
      const line = `${new Date().toISOString()} ${inspect(error)}\n`
      appendFileSync(join(folder, 'errors.log'), line)
    } catch {
      // Where even the log cannot be written there is nobody left to tell.
    }
  }
}
