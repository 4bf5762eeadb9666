import { describe, expect, it } from 'vitest'
import type { Distribution } from '#shared/distributions.ts'
import { tableCsv } from '#shared/figure/csv.ts'
import { distributionFigure } from '#shared/figure/distribution-figure.ts'
import { heatLayout } from '#shared/figure/heat-layout.ts'
import { toHeatSvg } from '#shared/figure/heat-svg.ts'
import { policyLineFigure } from '#shared/figure/policy-line-figure.ts'
import { policyMapFigure } from '#shared/figure/policy-map-figure.ts'
import { policyViews } from '#shared/figure/policy-views.ts'
import { mapVariables, type PolicyMap } from '#shared/policy-map.ts'
import { describeEnvironment } from '#shared/environments.ts'
import { parseRunConfig } from '#shared/run-config.ts'

const runOf = (id: string, policy: object = { kind: 'softmax-linear' }) => ({
  id: 3,
  configHash: '0123456789abcdef',
  config: parseRunConfig({
    environment: { id },
    policy,
    optimizer: { kind: 'adam' },
    batch: { episodes: 4 },
    budget: { updates: 1 },
  } as never),
})

const distribution: Distribution = {
  starts: [0, 10],
  ends: [10, 20],
  lowest: 0,
  width: 2,
  counts: [
    [3, 1],
    [0, 4],
  ],
  counted: 8,
  of: 80,
}
const base = {
  run: runOf('CartPole-v1'),
  component: 0,
  x: 'episodes',
  most: 20,
  horizontal: null,
} as const

describe('a distribution as a figure', () => {
  it('shows shares, leaves out what is empty, and says in words where most lies', () => {
    const figure = distributionFigure({ ...base, distribution, quantity: 'episodeReturn' })
    expect(figure.values).toEqual([
      [0.75, 0.25],
      [NaN, 1],
    ])
    expect(figure.summary).toBe(
      'Episode returns against episodes. At 10: half below 1.333, four fifths from 0.2667 to 3.2. At 20: half below 3, four fifths from 2.2 to 3.8',
    )
    expect(figure.notes[0]).toBe(
      'Of 80 episodes a sample of 8 is counted: neighbours, evenly spread.',
    )
    expect(tableCsv(figure.table())).toBe(
      'episodes_from,episodes_to,from,to,share\r\n0,10,0,2,0.75\r\n0,10,2,4,0.25\r\n10,20,2,4,1\r\n',
    )
  })

  it('names discrete actions', () => {
    const figure = distributionFigure({
      ...base,
      distribution: { ...distribution, width: 1 },
      quantity: 'action',
    })
    expect(figure.rows.map(({ label }) => label)).toEqual(['push left', 'push right'])
    expect(figure.summary).toContain('At 10: push left 75 %, push right 25 %')
    expect(figure.table().header).toEqual(['episodes_from', 'episodes_to', 'action', 'share'])
  })

  it('is a drawing that needs nothing else, with its caption', () => {
    const svg = toHeatSvg(distributionFigure({ ...base, distribution, quantity: 'advantage' }))
    expect(svg).toMatch(/^<svg xmlns=.*<\/svg>\n$/s)
    expect(svg).toContain('run 3 (seed 1; configuration')
    expect(svg).not.toContain('NaN')
    // Three cells in two columns, of at most three colours.
    expect(svg.match(/<path d="M[^"]*Z" fill/g)!.length).toBeGreaterThanOrEqual(3)
  })
})

describe('the policy as a figure', () => {
  const views = (run: ReturnType<typeof runOf>) => policyViews(run, false)

  it('of a discrete policy shows the most probable action, paler where it is unsure', () => {
    const run = runOf('CartPole-v1')
    const map: PolicyMap = {
      runId: 3,
      update: 7,
      policy: {
        kind: 'categorical',
        probabilities: [
          [0.5, 0.5],
          [0.1, 0.9],
          [1, 0],
          [0.25, 0.75],
        ],
      },
      entropy: [0.69, 0.3, 0, 0.56],
      values: null,
    }
    const request = {
      runId: 3,
      x: { index: 2, from: -1, to: 1, count: 2 },
      y: { index: 3, from: 0, to: 4, count: 2 },
      state: [0, 0, 0, 0],
      stepsTaken: 0,
    }
    const variables = mapVariables(describeEnvironment(run.config.environment))
    const figure = policyMapFigure({ run, map, request, variables, view: views(run)[0]! })
    expect(figure.values).toEqual([
      [0, 0],
      [1, 1],
    ])
    expect(figure.strengths).toEqual([
      [0, 1],
      [0.8, 0.5],
    ])
    expect(figure.summary).toContain('“push left” in 50 % of the states')
    expect(figure.notes).toEqual(['Held: cart position 0 m, cart velocity 0 m/s.'])
    expect(figure.table()).toMatchObject({
      header: [
        'pole angle (rad)',
        'pole angular velocity (rad/s)',
        'p(push left)',
        'p(push right)',
        'entropy',
      ],
      rows: [
        [-0.5, 1, 0.5, 0.5, 0.69],
        [0.5, 1, 0.1, 0.9, 0.3],
        [-0.5, 3, 1, 0, 0],
        [0.5, 3, 0.25, 0.75, 0.56],
      ],
    })
  })

  it('of a grid lays the tiles out as the world does, with arrows and without what ends it', () => {
    const run = runOf('FrozenLake-v1', { kind: 'softmax-linear', features: 'one-hot' })
    const map: PolicyMap = {
      runId: 3,
      update: 7,
      policy: {
        kind: 'categorical',
        probabilities: Array.from({ length: 16 }, (_, tile) =>
          [0, 1, 2, 3].map((action) => (action === tile % 4 ? 1 : 0)),
        ),
      },
      entropy: new Array<number>(16).fill(0),
      values: null,
    }
    const request = {
      runId: 3,
      x: { index: 0, from: -0.5, to: 15.5, count: 16 },
      y: null,
      state: [0],
      stepsTaken: 0,
    }
    const variables = mapVariables(describeEnvironment(run.config.environment))
    const figure = policyMapFigure({ run, map, request, variables, view: views(run)[0]! })
    const signAt = (column: number, row: number) =>
      figure.signs.find((sign) => sign.column === column && sign.row === row)?.text
    // The top row is tiles 0 to 3; the goal lies in the lower right corner.
    expect([0, 1, 2, 3].map((column) => signAt(column, 3))).toEqual(['←', '↓', '→', '↑'])
    expect(signAt(3, 0)).toBe('G')
    expect(figure.values[3]![0]).toBeNaN()
    const { plot } = heatLayout(figure, { width: 600, height: 300 })
    expect(plot.right - plot.left).toBeCloseTo(plot.bottom - plot.top, 6)
  })

  it('of a world that shows nothing is one distribution', () => {
    const run = runOf('ShortCorridor-v0', { kind: 'softmax-linear', features: 'one-hot' })
    const map: PolicyMap = {
      runId: 3,
      update: 7,
      policy: { kind: 'categorical', probabilities: [[0.414, 0.586]] },
      entropy: [0.678],
      values: null,
    }
    const request = {
      runId: 3,
      x: { index: 0, from: -0.5, to: 0.5, count: 1 },
      y: null,
      state: [0],
      stepsTaken: 0,
    }
    const [view, ...others] = views(run)
    expect(others).toEqual([])
    const variables = mapVariables(describeEnvironment(run.config.environment))
    const figure = policyMapFigure({ run, map, request, variables, view: view! })
    expect(figure.summary).toContain('left 0.414, right 0.586')
    expect(figure.rows.map(({ label }) => label)).toEqual(['left', 'right'])
    expect(figure.values).toEqual([[0.414, 0.586]])
  })
})

describe('the policy over one number', () => {
  const run = runOf('LinearQuadratic-v0', { kind: 'gaussian-linear' })
  const map: PolicyMap = {
    runId: 3,
    update: 7,
    policy: { kind: 'gaussian', mean: [[2], [-2]], sigma: [0.5] },
    entropy: [0.7, 0.7],
    values: null,
  }
  const variables = mapVariables(describeEnvironment(run.config.environment))
  const request = {
    runId: 3,
    x: { index: 0, from: -8, to: 8, count: 2 },
    y: null,
    state: [0],
    stepsTaken: 0,
  }

  it('is a line with a band of one σ', () => {
    const [view] = policyViews(run, false)
    const figure = policyLineFigure({ run, map, request, variables, view: view! }, 'light')!
    expect(figure.series[0]!.points).toEqual([
      { x: -4, value: 2, lower: 1.5, upper: 2.5 },
      { x: 4, value: -2, lower: -2.5, upper: -1.5 },
    ])
    expect(figure.columns).toEqual({ value: 'mean', lower: 'mean − σ', upper: 'mean + σ' })
  })
})
