import { sections } from '../../../docs/reinforce.md?outline'

/**
 * The section of the theory that explains a number that is logged, or a field of a run's
 * configuration: its value where that has a section of its own, else the field.
 */
export const sectionFor = (subject: string, value?: unknown): string | null =>
  sections[`${subject}=${String(value)}`] ?? sections[subject] ?? null
