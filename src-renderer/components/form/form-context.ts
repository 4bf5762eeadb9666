import { configurationFields } from '#shared/run-filter/configuration-fields.ts'
import { marker, type Field } from './fields.ts'
import type { FieldProblem } from './run-form.ts'
import type { VaryDraft } from './vary.ts'

/** What every field of the form may ask about the whole. */
export interface FormContext {
  readonly problems: readonly FieldProblem[]
  /** Whether the field has any effect beside the others; it is left out where not. */
  isUsed(path: string): boolean
  /** A value to begin with for a field without a default. */
  suggest(path: string): unknown
  /** Why an alternative of the union cannot be chosen; null: it can. */
  misfit(path: string, alternative: Field): string | null
  /** Null: fields have one value each. */
  readonly varying: Varying | null
}

/** What the form does with fields that take several values. */
export interface Varying {
  /** Null: the field does not vary. */
  draftOf(path: string): VaryDraft | null
  /** Lets a field vary, or no longer; what was typed stays. */
  toggle(path: string, field: Field, value: unknown): void
  set(path: string, draft: VaryDraft): void
  /** The values that the draft means, in a line; null: it means none yet. */
  preview(path: string): string | null
  readonly isGrid: boolean
}

/** The first thing wrong with the field itself, with its title in place of its path. */
export function problemAt({ problems }: FormContext, path: string, field: Field): string | null {
  const found = problems.find((problem) => {
    if (problem.path === path) return true
    if (!problem.path.startsWith(`${path}.`)) return false
    // The parts of lists and tuples have no line of their own; nor have the markers of a union.
    if (field.kind === 'list' || field.kind === 'tuple') return true
    if (field.kind !== 'union') return false
    const rest = problem.path.slice(path.length + 1)
    return field.alternatives.some((alternative) => marker(alternative)?.name === rest)
  })
  return found ? withTitle(found, field.title) : null
}

const titles = new Map(configurationFields.map(({ name, title }) => [name, title]))

/** What is wrong, by the title of its field in place of its path. */
export function problemSentence(problem: FieldProblem): string {
  const title = titles.get(problem.path.replace(/\.\d+$/, ''))
  return title === undefined ? problem.message : withTitle(problem, title)
}

function withTitle({ path, message }: FieldProblem, title: string): string {
  const item = /\.(\d+)$/.exec(path)?.[1]
  return message.replace(path, item === undefined ? title : `${title}, item ${Number(item) + 1},`)
}
