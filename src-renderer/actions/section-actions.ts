import { runSections, type RunSection } from '#renderer/run/sections.ts'
import type { Action } from './action.ts'

const icons: Readonly<Record<RunSection, string>> = {
  diagnostics: 'i-lucide-activity',
  distributions: 'i-lucide-chart-bar-big',
  policy: 'i-lucide-map',
  details: 'i-lucide-file-text',
  log: 'i-lucide-scroll-text',
}

/** Leads to the sections of the run that is shown. */
export const sectionActions = (
  shown: RunSection,
  show: (section: RunSection) => unknown,
): Action[] =>
  runSections.map(({ name, label }) => ({
    id: `run-section-${name}`,
    title: `Show of this run: ${label}`,
    section: 'This page',
    icon: icons[name],
    keywords: 'tab section',
    obstacle: name === shown ? 'it is shown' : null,
    run: () => show(name),
  }))
