/** What the page of a run consists of below its curve; the first is shown unless the address says otherwise. */
export const runSections = [
  { name: 'diagnostics', label: 'Diagnostics' },
  { name: 'distributions', label: 'Distributions' },
  { name: 'policy', label: 'Policy' },
  { name: 'details', label: 'Configuration and provenance' },
  { name: 'log', label: 'Log' },
] as const

export type RunSection = (typeof runSections)[number]['name']

/** The section an address names. */
export const parseSection = (text: unknown): RunSection =>
  runSections.find(({ name }) => name === text)?.name ?? 'diagnostics'
