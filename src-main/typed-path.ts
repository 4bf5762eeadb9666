import { realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, normalize } from 'node:path'
import { ApiError } from '#shared/errors.ts'
import { homeFolder } from './data-directory.ts'

const MOST_BYTES_OF_NAME = 255

/** A path as a person types it, from the home folder where it begins with a tilde. */
export function absolute(path: string): string {
  const whole = /^~[\\/]/.test(path) ? join(homeFolder(), path.slice(2)) : path
  if (!isAbsolute(whole)) {
    throw new ApiError('invalid-params', `The path ${path} must begin at the root of the disk`)
  }
  if (whole.includes('\0')) {
    throw new ApiError(
      'invalid-params',
      'The path contains a NUL character, which no name may contain',
    )
  }
  if (
    Buffer.byteLength(whole) > 4000 ||
    whole.split(/[\\/]/).some((name) => Buffer.byteLength(name) > MOST_BYTES_OF_NAME)
  ) {
    throw new ApiError(
      'invalid-params',
      `The path or a name in it is too long; a name may have at most ${MOST_BYTES_OF_NAME} bytes, a path 4000`,
    )
  }
  return normalize(whole)
}

/** Whether two paths are of one file, by whatever name. */
export function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other)
  } catch {
    // One of the two does not exist.
    return false
  }
}

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
