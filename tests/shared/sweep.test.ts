import { describe, expect, it } from 'vitest'
import {
  countCombinations,
  expandSweep,
  runsOfSweep,
  sweepObstacle,
  sweepRuns,
} from '#shared/expand-sweep.ts'
import { presets } from '#shared/presets.ts'
import { drawnValue } from '#shared/sweep-values.ts'
import { looksLikeSweep, parseSweep, type SweepInput } from '#shared/sweep.ts'

const { config } = presets['cartpole-reinforce']!
const sweep = (changes: Partial<SweepInput>) => parseSweep({ config, seeds: [1, 2], ...changes })
const cellsOf = (vary: SweepInput['vary'], changes: Partial<SweepInput> = {}) =>
  expandSweep(sweep({ vary, ...changes })).cells.map(({ values }) => values)

describe('a grid', () => {
  it('is every combination, the last field changing first', () => {
    expect(
      cellsOf([
        { path: 'optimizer.learningRate', values: [0.01, 0.1] },
        { path: 'estimator.gamma', values: [0.9, 0.99, 1] },
      ]),
    ).toEqual([
      [0.01, 0.9],
      [0.01, 0.99],
      [0.01, 1],
      [0.1, 0.9],
      [0.1, 0.99],
      [0.1, 1],
    ])
  })

  it('trains every cell with the first seed before any with the second', () => {
    const runs = runsOfSweep(
      sweep({ vary: [{ path: 'optimizer.learningRate', values: [0.01, 0.1] }] }),
    )
    expect(
      runs.map(({ seed, optimizer }) => [
        seed,
        'learningRate' in optimizer && optimizer.learningRate,
      ]),
    ).toEqual([
      [1, 0.01],
      [1, 0.1],
      [2, 0.01],
      [2, 0.1],
    ])
  })

  it('is the configuration alone where nothing varies', () => {
    expect(runsOfSweep(sweep({}))).toEqual([
      { ...config, seed: 1 },
      { ...config, seed: 2 },
    ])
  })

  it('counts its combinations without making them', () => {
    const vary = ['optimizer.learningRate', 'estimator.gamma', 'optimizer.beta1'].map((path) => ({
      path,
      from: 0.1,
      to: 0.9,
      count: 1000,
    }))
    expect(countCombinations(sweep({ vary }))).toBe(1e9)
    expect(() => expandSweep(sweep({ vary }))).toThrow(
      'The sweep asks for 1,000,000,000 combinations × 2 seeds = 2,000,000,000 runs; at most 10,000 are allowed',
    )
  })
})

describe('a range', () => {
  const rates = (range: object) =>
    cellsOf([{ path: 'optimizer.learningRate', ...range } as never]).flat()

  it.each([
    ['linear', 1, 8],
    ['logarithmic', 1, 8],
    ['logarithmic', 3, 5],
    ['linear', 0, 2],
  ] as const)(
    'draws whole numbers on a %s scale from %i to %i by their shares',
    (scale, from, to) => {
      const draws = 20_000
      const counts = new Map<number, number>()
      for (let index = 0; index < draws; index++) {
        const variation = { path: 'batch.episodes', from, to, scale }
        const value = drawnValue({ config }, variation, 1, index) as number
        counts.set(value, (counts.get(value) ?? 0) + 1)
      }
      const place = (x: number) => (scale === 'linear' ? x : Math.log(x))
      const whole = place(to + 0.5) - place(from - 0.5)
      for (let n = from; n <= to; n++) {
        const share = (place(n + 0.5) - place(n - 0.5)) / whole
        const error = Math.sqrt((share * (1 - share)) / draws)
        expect(Math.abs(counts.get(n)! / draws - share)).toBeLessThan(4 * error)
      }
      expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(draws)
      expect(counts.size).toBe(to - from + 1)
    },
  )

  it('has one ratio between neighbours on a logarithmic scale, rounded as one would write it', () => {
    expect(rates({ from: 0.001, to: 0.01, count: 3, scale: 'logarithmic' })).toEqual([
      0.001, 0.00316, 0.01,
    ])
    expect(rates({ from: 1e-5, to: 0.1, count: 5, scale: 'logarithmic' })).toEqual([
      1e-5, 1e-4, 1e-3, 0.01, 0.1,
    ])
  })

  it('has one difference between neighbours on a linear scale', () => {
    expect(rates({ from: 0.1, to: 0.3, count: 3 })).toEqual([0.1, 0.2, 0.3])
    expect(rates({ from: 0.99, to: 0.999, count: 4 })).toEqual([0.99, 0.993, 0.996, 0.999])
  })

  it('of whole numbers holds whole numbers, each once', () => {
    expect(cellsOf([{ path: 'batch.episodes', from: 1, to: 4, count: 7 }]).flat()).toEqual([
      1, 2, 3, 4,
    ])
    expect(
      cellsOf([{ path: 'batch.episodes', from: 1, to: 64, count: 4, scale: 'logarithmic' }]).flat(),
    ).toEqual([1, 4, 16, 64])
  })
})

describe('a random search', () => {
  const vary = [
    { path: 'optimizer.learningRate', from: 1e-4, to: 1, scale: 'logarithmic' as const },
    { path: 'policy.activation', values: ['tanh', 'relu'] },
  ]
  const drawn = (samples: number, seed = 1, fields: SweepInput['vary'] = vary) =>
    cellsOf(fields, { search: { kind: 'random', samples, seed } })

  it('draws the same for the same seed, and goes on where there are more samples', () => {
    expect(drawn(5)).toEqual(drawn(5))
    expect(drawn(9).slice(0, 5)).toEqual(drawn(5))
    expect(drawn(5, 2)).not.toEqual(drawn(5))
  })

  it('draws a field as if it were alone', () => {
    expect(drawn(6).map(([rate]) => rate)).toEqual(drawn(6, 1, [vary[0]!]).map(([rate]) => rate))
  })

  it('stays inside the range and fills it evenly on its scale', () => {
    const exponents = drawn(400, 3, [vary[0]!]).map(([rate]) => Math.log10(rate as number))
    expect(Math.min(...exponents)).toBeGreaterThanOrEqual(-4)
    expect(Math.max(...exponents)).toBeLessThanOrEqual(0)
    for (const low of [-4, -3, -2, -1]) {
      const share = exponents.filter((each) => each >= low && each < low + 1).length / 400
      expect(share).toBeGreaterThan(0.17)
      expect(share).toBeLessThan(0.33)
    }
  })

  it('reaches every whole number of a range', () => {
    const episodes = drawn(60, 1, [{ path: 'batch.episodes', from: 1, to: 4 }]).flat()
    expect(new Set(episodes)).toEqual(new Set([1, 2, 3, 4]))
  })
})

describe('a varied part', () => {
  it('may be the alternative of a union, which keeps what both know', () => {
    const { cells } = expandSweep(
      sweep({ vary: [{ path: 'optimizer.kind', values: ['sgd', 'adam'] }] }),
    )
    expect(cells.map(({ config: { optimizer } }) => optimizer)).toMatchObject([
      { kind: 'sgd', learningRate: 0.01 },
      { kind: 'adam', learningRate: 0.01, beta1: 0.9 },
    ])
  })

  it('may be a whole object', () => {
    const values = [{ kind: 'sgd', learningRate: 0.5 }, { kind: 'adam' }]
    const { cells } = expandSweep(sweep({ vary: [{ path: 'optimizer', values }] }))
    expect(cells.map(({ config: { optimizer } }) => optimizer)).toMatchObject([
      { kind: 'sgd', learningRate: 0.5, schedule: 'constant' },
      { kind: 'adam', learningRate: 0.01, schedule: 'constant' },
    ])
  })

  it('is set before its fields, whatever the order they are written in', () => {
    const rate = { path: 'optimizer.learningRate', values: [0.3] }
    const kind = { path: 'optimizer.kind', values: ['sgd'] }
    expect(cellsOf([rate, kind])).toEqual([[0.3, 'sgd']])
  })

  it('that only one alternative has counts once for the others', () => {
    expect(
      cellsOf([
        { path: 'optimizer.kind', values: ['adam', 'ppo'] },
        { path: 'optimizer.epochs', values: [3, 10] },
      ]),
    ).toEqual([
      ['adam', undefined],
      ['ppo', 3],
      ['ppo', 10],
    ])
  })
})

describe('combinations that cannot be trained', () => {
  const vary = [
    { path: 'estimator.gamma', values: [0.9, 1.5] },
    { path: 'batch.episodes', values: [8, 8.5] },
  ]

  it('are listed with what is wrong, and refuse the sweep', () => {
    const asked = sweep({ vary })
    const expanded = expandSweep(asked)
    expect(expanded.cells.map(({ values }) => values)).toEqual([[0.9, 8]])
    expect(expanded.invalid).toHaveLength(3)
    expect(sweepObstacle(asked, expanded)).toBe(
      '3 of 4 combinations cannot be trained. estimator.gamma 0.9, batch.episodes 8.5: batch.episodes is 8.5; must be a whole number',
    )
    expect(() => runsOfSweep(asked)).toThrow('3 of 4 combinations cannot be trained')
  })

  it('can be left out, but not all of them', () => {
    expect(runsOfSweep(sweep({ vary, invalidCombinations: 'leave-out' }))).toHaveLength(2)
    const none = sweep({
      vary: [{ path: 'estimator.gamma', values: [2, 3] }],
      invalidCombinations: 'leave-out',
    })
    expect(() => runsOfSweep(none)).toThrow(
      'No combination can be trained. estimator.gamma 2: estimator.gamma is 2; must be at most 1',
    )
  })

  it('name a field that does not exist', () => {
    expect(() => runsOfSweep(sweep({ vary: [{ path: 'optimizer.rate', values: [1] }] }))).toThrow(
      /optimizer\.rate 1: optimizer\.rate: there is no such field; did you mean optimizer\.learningRate/,
    )
  })

  it('count equal ones once', () => {
    const expanded = expandSweep(
      sweep({ vary: [{ path: 'estimator.gamma', values: [0.9, 0.9, 1] }] }),
    )
    expect(expanded.cells).toHaveLength(2)
    expect(expanded.repeated).toBe(1)
    expect(sweepRuns(expanded, [1, 2, 3])).toHaveLength(6)
  })
})

describe('a sweep is refused in a sentence', () => {
  it.each<[Partial<SweepInput>, string]>([
    [{ seeds: [] }, 'seeds is []; must be at least 1 items long'],
    [{ seeds: [1, 1] }, 'seeds names 1 twice; every seed counts once'],
    [{ vary: [{ path: 'seed', values: [1, 2] }] }, 'vary.0.path is seed; name the seeds in seeds'],
    [
      {
        vary: [
          { path: 'estimator.gamma', values: [1] },
          { path: 'estimator.gamma', values: [0.9] },
        ],
      },
      'vary.1.path is estimator.gamma, which varies already; name a field once',
    ],
    [
      { vary: [{ path: 'estimator.gamma', from: 1, to: 0.9, count: 2 }] },
      'vary.0.to is 0.9; must be greater than from, which is 1',
    ],
    [
      { vary: [{ path: 'estimator.gamma', from: 0, to: 1, count: 3, scale: 'logarithmic' }] },
      'vary.0.from is 0; must be greater than 0 on a logarithmic scale',
    ],
    [
      { vary: [{ path: 'estimator.gamma', from: 0, to: 1 }] },
      'vary.0.count is missing; a grid needs to know how many values to take',
    ],
    [{ search: { kind: 'random', samples: 0 } }, 'search.samples is 0; must be at least 1'],
  ])('%j', (changes, sentence) => {
    expect(() => sweep(changes)).toThrow(sentence)
  })
})

it('a file is a sweep where it holds a configuration rather than is one', () => {
  expect(looksLikeSweep({ config, vary: [] })).toBe(true)
  expect(looksLikeSweep(config)).toBe(false)
  expect(looksLikeSweep(null)).toBe(false)
})
