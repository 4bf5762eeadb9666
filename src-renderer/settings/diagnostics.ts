import type { EngineInfo, SystemInfo } from '#shared/api.ts'

/** What an engine stands on here, or that it does not work. */
export const describeEngine = ({ isAvailable, backend, note }: EngineInfo): string =>
  [isAvailable ? backend : 'not available', ...(note === null ? [] : [note])].join('; ')

/** The browser that shows the page, such as `Chromium 140.0`. */
export function describeBrowser(userAgent: string): string {
  const [, name, version] = /(Firefox|Chrome|Version)\/(\d+[.\d]*)/.exec(userAgent) ?? []
  if (!name) return userAgent
  const names: Readonly<Record<string, string>> = { Chrome: 'Chromium', Version: 'Safari' }
  return `${names[name] ?? name} ${version}`
}

/** Names and values of what computes and what shows it. */
export const versionsOf = (info: SystemInfo, userAgent: string): [string, string][] => [
  ['Workbench', info.version],
  ...(info.electron === null ? [] : ([['Electron', info.electron]] as [string, string][])),
  ['Browser', describeBrowser(userAgent)],
  ['Node', info.node],
  ['SQLite', info.sqlite],
  ['Platform', info.platform],
]

/** All of it as a block of text for the report of a fault. Paths stay out of it: they may name a person. */
export function diagnosticsText(
  info: SystemInfo,
  userAgent: string,
  health: string | null,
): string {
  const lines: [string, string][] = [
    ...versionsOf(info, userAgent),
    ...info.engines.map((engine): [string, string] => [engine.name, describeEngine(engine)]),
    ['Runs at once', `${info.workers} on ${info.cores} cores`],
    ['Database', health ?? 'not checked'],
  ]
  const width = Math.max(...lines.map(([name]) => name.length))
  return lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}
