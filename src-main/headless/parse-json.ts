import { ApiError } from '#shared/errors.ts'

/** What a flag holds as JSON. */
export function parseJson(text: string, flag: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text
    throw new ApiError('invalid-params', `${flag} is ${shown}; it must be JSON`, { cause })
  }
}
