import { expect } from 'vitest'
import { openDatabase } from '#main/store/database.ts'
import { ApiError } from '#shared/errors.ts'

/** Returns the sentence with which the database at `path` is refused; null if it is opened. */
export function refusalOf(path: string): string | null {
  try {
    openDatabase(path).close()
    return null
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError)
    return (error as ApiError).message
  }
}
