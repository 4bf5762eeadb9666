import { describeEstimator, describeOptimizer, describePolicy } from '#shared/describe-config.ts'
import { foldText } from '#shared/fold-text.ts'
import type { FieldKind } from '#shared/run-filter/field.ts'
import { filterField } from '#shared/run-filter/fields.ts'
import {
  isMoment,
  type ComparisonOperator,
  type Filter,
  type FilterValue,
} from '#shared/run-filter/filter.ts'
import { isActive, stepsPerSecond, type Run } from '#shared/run.ts'
import { spanOf } from '#main/store/moment-span.ts'

type Held = string | number | boolean

function shownText(run: Run): string {
  const { environment, policy, estimator, optimizer, seed } = run.config
  const described = [
    describePolicy(policy),
    describeEstimator(estimator),
    describeOptimizer(optimizer),
  ]
  return [
    `#${run.id}`,
    environment.id,
    ...described,
    `seed ${seed}`,
    run.status,
    run.configHash,
  ].join(' ')
}

const valueAt = (from: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], from)

function valuesOf(run: Run, name: string): readonly Held[] {
  const { progress } = run
  const present = (value: Held | null) => (value === null ? [] : [value])
  switch (name) {
    case 'id':
    case 'status':
    case 'configHash':
    case 'reason':
      return present(run[name])
    case 'arithmetic':
      return present(run.arithmetic ?? (run.startedAt === null ? null : 0))
    case 'experiment':
      return present(run.experimentId)
    case 'notes':
      return run.notes === '' ? [] : [run.notes]
    case 'tag':
      return run.tags
    case 'alert':
      return run.alerts.map(({ id }) => id)
    case 'created':
      return [run.createdAt]
    case 'started':
      return present(run.startedAt)
    case 'finished':
      return present(run.finishedAt)
    case 'solvedAt':
      return progress.solvedAt ? [progress.solvedAt.episode + 1] : []
    case 'stepsPerSecond':
      return present(stepsPerSecond(progress))
    case 'wallTime':
      return [progress.wallTimeMs]
  }
  if (Object.hasOwn(progress, name)) return present(progress[name as 'episodes'])
  const value = valueAt(run.config, name)
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return [value.flat(Infinity).join('-')]
  return typeof value === 'object' ? [] : [value as Held]
}

function holds(
  kind: FieldKind,
  held: Held,
  operator: ComparisonOperator,
  value: FilterValue,
  now: Date,
): boolean {
  if (isMoment(value)) {
    const { from, to } = spanOf(value.moment, now)
    const time = Date.parse(String(held))
    const [first, after] = [from.getTime(), to.getTime()]
    const answers = {
      '=': time >= first && time < after,
      '<': time < first,
      '<=': time < after,
      '>': time >= after,
      '>=': time >= first,
    }
    return answers[operator as keyof typeof answers]
  }
  const [a, b] =
    kind === 'text'
      ? [foldText(String(held)), foldText(String(value))]
      : [Number(held), Number(value)]
  const answers = {
    '=': a === b,
    '<': a < b,
    '<=': a <= b,
    '>': a > b,
    '>=': a >= b,
    '~': String(a).includes(String(b)),
  }
  return answers[operator as keyof typeof answers]
}

/** Whether a filter finds the run, worked out without SQL. */
export function matchesFilter(filter: Filter, run: Run, now: Date): boolean {
  const compared = (field: string, operator: ComparisonOperator, value: FilterValue): boolean =>
    operator === '!=' || operator === '!~'
      ? !compared(field, operator === '!=' ? '=' : '~', value)
      : valuesOf(run, field).some((held) =>
          holds(filterField(field).kind, held, operator, value, now),
        )
  switch (filter.kind) {
    case 'all':
      return true
    case 'and':
      return filter.parts.every((part) => matchesFilter(part, run, now))
    case 'or':
      return filter.parts.some((part) => matchesFilter(part, run, now))
    case 'not':
      return !matchesFilter(filter.part, run, now)
    case 'text':
      return [shownText(run), ...run.tags, ...(run.progress.solvedAt ? ['solved'] : [])].some(
        (text) => foldText(text).includes(foldText(filter.text)),
      )
    case 'compare':
      return compared(filter.field, filter.operator, filter.value)
    case 'in':
      return filter.values.some((value) => compared(filter.field, '=', value))
    case 'between':
      return compared(filter.field, '>=', filter.from) && compared(filter.field, '<=', filter.to)
    case 'is':
      return isInState(run, filter.state)
    case 'has':
      return valuesOf(run, filter.field).length > 0
  }
}

function isInState(run: Run, state: string): boolean {
  if (state === 'starred') return run.isStarred
  if (state === 'locked') return run.isLocked
  if (state === 'archived') return run.isArchived
  if (state === 'solved') return run.progress.solvedAt !== null
  if (state === 'active') return isActive(run.status)
  return run.status === state
}
