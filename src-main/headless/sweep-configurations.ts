import { ApiError } from '#shared/errors.ts'
import { configurationFields } from '#shared/run-filter/configuration-fields.ts'
import { parseExperimentFile, type ExperimentFile } from '#shared/experiment-file.ts'
import { suggestion } from '#shared/suggest-path.ts'
import { isField } from '#shared/sweep-values.ts'
import { looksLikeSweep, type Variation } from '#shared/sweep.ts'
import { parseIntegerList } from './integer-list.ts'
import { applySettings, parseValue } from './settings.ts'
import { baseConfiguration, type ConfigurationFlags } from './train-configurations.ts'

export interface SweepFlags extends ConfigurationFlags {
  readonly vary?: readonly string[]
  readonly samples?: string
  readonly leaveOutInvalid?: boolean
  readonly name?: string
  readonly question?: string
  readonly hypothesis?: string
}

/** The sweep that the flags ask for, and what is written of its experiment. */
export function sweepOf(flags: SweepFlags): ExperimentFile {
  const base = baseConfiguration(flags)
  const file = looksLikeSweep(base) ? (base as Record<string, unknown>) : { config: base }
  const { vary, samples, seeds, set = [], leaveOutInvalid, question, hypothesis } = flags
  const { texts, sweep } = parseExperimentFile({
    ...file,
    config: applySettings(file['config'], set),
    ...(vary && { vary: [...listed(file['vary']), ...vary.map(parseKnownVariation)] }),
    ...(samples !== undefined && { search: { kind: 'random', samples: Number(samples) } }),
    seeds: seeds === undefined ? (file['seeds'] ?? [1]) : parseIntegerList(seeds, '--seeds'),
    ...(leaveOutInvalid && { invalidCombinations: 'leave-out' }),
    ...(question !== undefined && { question }),
    ...(hypothesis !== undefined && { hypothesis }),
  })
  const fields = sweep.vary.map(({ path }) => path).join(', ')
  const name = flags.name ?? (texts.name || `Sweep over ${fields || 'seeds'}`.slice(0, 200))
  return { texts: { ...texts, name }, sweep }
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Refuses a path that leads nowhere, which every single combination would be refused for. */
function parseKnownVariation(text: string): Variation {
  const variation = parseVariation(text)
  const { path } = variation
  if (isField(path)) return variation
  throw new ApiError('invalid-params', `--vary ${path}: there is no such field${suggestion(path)}`)
}

/** `path=1,2,3`, `path=[…]` in JSON, or `path=from..to:count` with `:log` for equal ratios. */
export function parseVariation(text: string): Variation {
  const [, path, values] = /^([^=]+)=(.+)$/s.exec(text) ?? []
  if (path === undefined || values === undefined) {
    throw new ApiError(
      'invalid-params',
      `--vary ${text} must have the form path=values, such as estimator.gamma=0.9,0.99 or estimator.gamma=0.9..0.99:4`,
    )
  }
  const number = String.raw`([-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)`
  const range = new RegExp(`^${number}\\.\\.${number}(?::(\\d+))?(?::(log|lin))?$`, 'i').exec(
    values,
  )
  if (range) {
    const [, from, to, count, scale] = range
    return {
      path,
      from: Number(from),
      to: Number(to),
      scale: scale?.toLowerCase() === 'log' ? 'logarithmic' : 'linear',
      ...(count !== undefined && { count: Number(count) }),
    }
  }
  const whole = parseValue(values)
  const listed = Array.isArray(whole) ? whole : values.split(',').map(parseValue)
  requireLists(path, values, listed)
  return { path, values: listed }
}

/** Refuses single values for a field that is a list: `[64,64]` would be two values, neither of them a list. */
function requireLists(path: string, written: string, values: readonly unknown[]): void {
  const field = configurationFields.find(({ name }) => name === path)
  const isValue = (value: unknown) =>
    Array.isArray(value) || field?.members.includes(String(value)) === true
  if (!field?.isList || values.every(isValue)) return
  const list = JSON.stringify(values)
  throw new ApiError(
    'invalid-params',
    `--vary ${path}=${written}: each value of ${path} is a list; write ${path}=[${list}] for the single value ${list}, [${list},[…]] for several`,
  )
}
