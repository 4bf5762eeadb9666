import { sections } from '../../../docs/reinforce.md?outline'

/**
 * The section of the theory that explains a field of a run's configuration: its value where that has
 * one of its own, else the field.
 */
export const sectionFor = (path: string, value: unknown): string | null =>
  sections[`${path}=${String(value)}`] ?? sections[path] ?? null
