import { ApiError } from '#shared/errors.ts'
import { setField } from '#shared/set-field.ts'

/** The configuration with each `path=value` set, in order. Not validated yet. */
export const applySettings = (config: unknown, settings: readonly string[]): unknown =>
  settings.reduce((changed, setting) => {
    const { path, value } = parseSetting(setting)
    return setField(changed, path, value, `--set ${path}`)
  }, config)

function parseSetting(setting: string): { path: string; value: unknown } {
  const [, path, text] = /^([^=]+)=(.*)$/s.exec(setting) ?? []
  if (path === undefined || text === undefined) {
    throw new ApiError(
      'invalid-params',
      `--set ${setting} must have the form path=value, such as estimator.gamma=0.9`,
    )
  }
  return { path, value: parseValue(text) }
}

/** Numbers as people write them, which JSON does not allow: .001, 5., +3. */
const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i

/** Parses JSON, else a number; any other text is the value itself, so that names need no quotes. */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return decimal.test(text.trim()) ? Number(text) : text
  }
}
