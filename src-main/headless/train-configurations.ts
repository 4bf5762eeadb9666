import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { ApiError } from '#shared/errors.ts'
import { presets } from '#shared/presets.ts'
import { parseRunConfig, type RunConfig } from '#shared/run-config.ts'
import { parseIntegerList } from './integer-list.ts'
import { applySettings } from './settings.ts'

export interface ConfigurationFlags {
  readonly preset?: string
  readonly config?: string
  readonly set?: readonly string[]
  readonly seeds?: string
}

/** The flags that say what is configured. */
export const configurationFlags = (
  command: Command,
  file = 'JSON file with a configuration; - reads stdin',
): Command =>
  command
    .option('--preset <name>', 'configuration to start from')
    .option('--config <file>', file)
    .option(
      '--set <path=value>',
      'change a field, such as estimator.gamma=0.9; may be given again',
      (setting: string, before: readonly string[] = []) => [...before, setting],
    )

/** The configuration of every run the flags ask for, all validated before any starts. */
export function trainConfigurations(flags: ConfigurationFlags): RunConfig[] {
  const { seeds, set = [] } = flags
  const config = parseRunConfig(applySettings(baseConfiguration(flags), set))
  if (seeds === undefined) return [config]
  return parseIntegerList(seeds, '--seeds').map((seed) => parseRunConfig({ ...config, seed }))
}

/** What --preset or --config says, as it is. */
export function baseConfiguration({ preset, config }: ConfigurationFlags): unknown {
  if (preset !== undefined && config !== undefined) {
    throw new ApiError('invalid-params', 'Give either --preset or --config, not both')
  }
  if (config !== undefined) return readConfiguration(config)
  if (preset === undefined) {
    throw new ApiError(
      'invalid-params',
      `Say what to train with --preset NAME (${names()}) or --config FILE`,
    )
  }
  if (!Object.hasOwn(presets, preset)) {
    throw new ApiError('invalid-params', `--preset is ${preset}; allowed: ${names()}`)
  }
  return presets[preset]!.config
}

const names = () => Object.keys(presets).join(', ')

/** What a file, or stdin for `-`, holds as JSON. */
function readConfiguration(file: string): unknown {
  const name = file === '-' ? 'stdin' : file
  let text
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
    throw new ApiError('invalid-params', `--config ${name} cannot be read (${code})`, { cause })
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.split('\n')[0] : ''
    throw new ApiError('invalid-params', `--config ${name} is not valid JSON: ${detail}`, { cause })
  }
}
