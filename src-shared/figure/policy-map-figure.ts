import { describeEnvironment } from '../environments.ts'
import { actionSigns, policyGrid, type PolicyGrid } from '../policy-grid.ts'
import type { MapAxis, MapVariable, PolicyMap, PolicyMapRequest } from '../policy-map.ts'
import { shortNumber } from './axes.ts'
import { blindPolicyFigure } from './blind-policy-figure.ts'
import { environmentNames, figureFileName, runsFileName, runsPhrase } from './captions.ts'
import type { ColorScale } from './color-scale.ts'
import type { FigureTable } from './csv.ts'
import type { HeatFigure, HeatRow } from './heat-figure.ts'
import type { PolicyMapFigure, PolicyView } from './policy-views.ts'
import { extent, type Range } from './range.ts'
import { log } from '../math/logarithm.ts'

/** A run's policy over a part of the state space. */
export function policyMapFigure(asked: PolicyMapFigure): HeatFigure {
  if (asked.view.view.kind === 'distribution') return blindPolicyFigure(asked)
  const { run, map, request, variables, view } = asked
  const { environment } = run.config
  const grid = policyGrid(environment)
  const place = grid ? gridPlaces(grid) : axisPlaces(request)
  const columns = grid ? units(grid.columns) : parts(request.x)
  const rows = grid ? units(grid.rows) : request.y ? parts(request.y) : units(1)
  const arranged = (valueOf: (cell: number) => number) =>
    columns.map((_, c) => rows.map((_, r) => valueOf(place(c, r))))
  const isActed = (cell: number) => (grid?.tiles[cell] ?? null) === null
  const valueOf = (cell: number) => (isActed(cell) ? viewed(map, view.view, cell) : Number.NaN)
  const values = arranged(valueOf)
  const title = `${view.label} of the policy over ${grid ? 'the tiles' : axesInWords(request, variables)}`
  return {
    title,
    summary: `${title}, after ${map.update} updates. ${rangeInWords(asked, values)}`,
    xTitle: grid ? '' : titleOf(variables[request.x.index]!),
    yTitle: grid || !request.y ? '' : titleOf(variables[request.y.index]!),
    valueTitle: view.label,
    columns,
    rows,
    values,
    ...(view.view.kind === 'action'
      ? { strengths: arranged((cell) => strengthOf(map, cell)) }
      : {}),
    scale: scaleOf(asked, values.flat()),
    horizontal: null,
    isSquare: grid !== null || isPlane(request, variables),
    hasAxes: grid === null,
    marks: [],
    signs: grid ? signsOf(grid, map, actionSigns(environment)) : [],
    notes: notesOf(asked),
    caption: `${view.label} of the policy after ${map.update} updates on ${environmentNames([run])}: ${runsPhrase([run])}.`,
    fileName: figureFileName(
      environmentNames([run]),
      `policy ${view.label}`,
      runsFileName([run.id]),
    ),
    table: () => tableOf(asked, columns, rows, place),
  }
}

/** Whether both axes are places in one plane. */
const isPlane = ({ x, y }: PolicyMapRequest, variables: readonly MapVariable[]) =>
  variables[x.index]!.label === 'x' && y !== null && variables[y.index]!.label === 'y'

const titleOf = ({ label, unit }: MapVariable) => (unit ? `${label} (${unit})` : label)

const units = (count: number): HeatRow[] =>
  Array.from({ length: count }, (_, i) => ({
    min: i,
    max: i + 1,
    ...(count === 1 ? { label: '' } : {}),
  }))

const parts = ({ from, to, count }: MapAxis): Range[] =>
  Array.from({ length: count }, (_, i) => ({
    min: from + (i * (to - from)) / count,
    max: from + ((i + 1) * (to - from)) / count,
  }))

type Place = (column: number, row: number) => number

/** Rows of a grid are numbered from the top, those of a figure from below. */
const gridPlaces =
  ({ columns, rows }: PolicyGrid): Place =>
  (column, row) =>
    (rows - 1 - row) * columns + column

const axisPlaces =
  ({ x }: PolicyMapRequest): Place =>
  (column, row) =>
    row * x.count + column

/** The number of the most probable action. */
function likeliest(probabilities: readonly number[]): number {
  return probabilities.reduce((best, p, action) => (p > probabilities[best]! ? action : best), 0)
}

function viewed({ policy, entropy, values }: PolicyMap, view: PolicyView, cell: number): number {
  switch (view.kind) {
    case 'entropy':
      return entropy[cell]!
    case 'value':
      return values?.[cell] ?? Number.NaN
    case 'action':
      return policy.kind === 'categorical' ? likeliest(policy.probabilities[cell]!) : Number.NaN
    case 'probability':
      return policy.kind === 'categorical'
        ? policy.probabilities[cell]![view.component]!
        : Number.NaN
    case 'distribution':
      return Number.NaN
    case 'mean':
      return policy.kind === 'gaussian' ? policy.mean[cell]![view.component]! : Number.NaN
  }
}

/** From 0 where all actions are as probable to 1 where one is certain. */
function strengthOf({ policy }: PolicyMap, cell: number): number {
  if (policy.kind !== 'categorical') return 1
  const probabilities = policy.probabilities[cell]!
  const even = 1 / probabilities.length
  return (Math.max(...probabilities) - even) / (1 - even)
}

function scaleOf({ run, view }: PolicyMapFigure, values: readonly number[]): ColorScale {
  const { actionSpace } = describeEnvironment(run.config.environment)
  const found = extent(values) ?? { min: 0, max: 1 }
  switch (view.view.kind) {
    case 'action':
      return {
        kind: 'categories',
        labels: actionSpace.kind === 'discrete' ? actionSpace.labels : [],
      }
    case 'probability':
    case 'distribution':
      return { kind: 'sequential', min: 0, max: 1 }
    case 'entropy':
      return {
        kind: 'sequential',
        min: 0,
        max: actionSpace.kind === 'discrete' ? log(actionSpace.labels.length) : found.max,
      }
    case 'value':
      return { kind: 'sequential', ...found }
    case 'mean':
      return {
        kind: 'diverging',
        middle: 0,
        reach: Math.max(1e-9, Math.abs(found.min), Math.abs(found.max)),
      }
  }
}

function signsOf({ columns, rows, tiles }: PolicyGrid, map: PolicyMap, signs: readonly string[]) {
  return tiles.flatMap((tile, cell) => {
    const text =
      tile ??
      (map.policy.kind === 'categorical' ? signs[likeliest(map.policy.probabilities[cell]!)]! : '')
    const at = { column: cell % columns, row: rows - 1 - Math.floor(cell / columns) }
    return text ? [{ ...at, text }] : []
  })
}

const axesInWords = ({ x, y }: PolicyMapRequest, variables: readonly MapVariable[]) =>
  [x, ...(y ? [y] : [])].map(({ index }) => variables[index]!.label).join(' and ')

function rangeInWords({ run, view }: PolicyMapFigure, values: readonly (readonly number[])[]) {
  const flat = values.flat().filter(Number.isFinite)
  if (view.view.kind !== 'action') {
    const range = extent(flat)
    return range ? `It goes from ${shortNumber(range.min)} to ${shortNumber(range.max)}` : ''
  }
  const { actionSpace } = describeEnvironment(run.config.environment)
  if (actionSpace.kind !== 'discrete') return ''
  const parts = actionSpace.labels.map((label, action) => {
    const cells = flat.filter((value) => value === action).length
    return `“${label}” in ${Math.round((100 * cells) / (flat.length || 1))} % of the states`
  })
  return parts.join(', ')
}

function notesOf({ run, map, request, variables }: PolicyMapFigure): string[] {
  const held = variables.flatMap(({ label, unit }, i) =>
    i === request.x.index || i === request.y?.index
      ? []
      : [`${label} ${shortNumber(request.state[i]!)}${unit ? ` ${unit}` : ''}`],
  )
  const sigma = map.policy.kind === 'gaussian' ? map.policy.sigma.map((s) => shortNumber(s)) : []
  const signs = policyGrid(run.config.environment)?.tiles.includes('H')
    ? ['H: hole, G: goal; nobody acts there.']
    : policyGrid(run.config.environment)
      ? ['×: cliff, G: goal; nobody acts there.']
      : []
  return [
    ...signs,
    ...(held.length > 0 ? [`Held: ${held.join(', ')}.`] : []),
    ...(sigma.length > 0 ? [`σ = ${sigma.join(', ')} in every state.`] : []),
  ]
}

/** All that is known of every cell. */
function tableOf(
  { run, map, request, variables }: PolicyMapFigure,
  columns: readonly Range[],
  rows: readonly HeatRow[],
  place: Place,
): FigureTable {
  const { actionSpace } = describeEnvironment(run.config.environment)
  const isGrid = policyGrid(run.config.environment) !== null
  const middle = ({ min, max }: Range) => (min + max) / 2
  const { policy, entropy, values } = map
  const names = isGrid
    ? ['tile']
    : [request.x, ...(request.y ? [request.y] : [])].map(({ index }) => titleOf(variables[index]!))
  const ofPolicy =
    actionSpace.kind === 'discrete'
      ? actionSpace.labels.map((label) => `p(${label})`)
      : Array.from(
          { length: actionSpace.size },
          (_, i) => `mean ${actionSpace.quantities[i]?.label ?? i + 1}`,
        )
  return {
    header: [...names, ...ofPolicy, 'entropy', ...(values ? ['V'] : [])],
    rows: rows.flatMap((row, r) =>
      columns.map((column, c) => {
        const cell = place(c, r)
        const where = isGrid ? [cell] : [middle(column), ...(request.y ? [middle(row)] : [])]
        const chosen =
          policy.kind === 'categorical' ? policy.probabilities[cell]! : policy.mean[cell]!
        return [...where, ...chosen, entropy[cell]!, ...(values ? [values[cell]!] : [])]
      }),
    ),
  }
}
