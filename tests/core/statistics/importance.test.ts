import { describe, expect, it } from 'vitest'
import { createRng } from '#core/rng.ts'
import { factorialDesign, factorialEffects } from '#core/statistics/factorial-effects.ts'
import { forestImportance } from '#core/statistics/forest-importance.ts'
import { finish } from '../../compare/stored-group.ts'

const rng = () => createRng(0, 'test')
const effectsOf = (columns: readonly (readonly string[])[], scores: readonly number[]) =>
  finish(factorialEffects(factorialDesign(columns)!, scores, rng()))!

/** Crampton (1947), as in R's data set ToothGrowth: two supplements, three doses, ten animals each. */
const toothGrowth = {
  VC: [
    [4.2, 11.5, 7.3, 5.8, 6.4, 10, 11.2, 11.2, 5.2, 7],
    [16.5, 16.5, 15.2, 17.3, 22.5, 17.3, 13.6, 14.5, 18.8, 15.5],
    [23.6, 18.5, 33.9, 25.5, 26.4, 32.5, 26.7, 21.5, 23.3, 29.5],
  ],
  OJ: [
    [15.2, 21.5, 17.6, 9.7, 14.5, 10, 8.2, 9.4, 16.5, 9.7],
    [19.7, 23.3, 23.6, 26.4, 20, 25.2, 25.8, 21.2, 14.5, 27.3],
    [25.5, 26.4, 22.4, 24.5, 24.8, 30.9, 26.4, 27.3, 29.4, 23],
  ],
}

describe('the effects of the factors of a full grid', () => {
  it('are what they are by hand', () => {
    // Cells A1B1: 1, 3; A1B2: 5, 7; A2B1: 2, 4; A2B2: 10, 12. SS: A 18, B 72, A×B 8, within 8, total 106.
    const a = ['1', '1', '1', '1', '2', '2', '2', '2']
    const b = ['1', '1', '2', '2', '1', '1', '2', '2']
    const { effects, withinCells } = effectsOf([a, b], [1, 3, 5, 7, 2, 4, 10, 12])
    expect(effects.map(({ factors }) => factors)).toEqual([[0], [1], [0, 1]])
    const shares = effects.map(({ share }) => share * 106)
    ;[18, 72, 8].forEach((squares, i) => expect(shares[i]).toBeCloseTo(squares, 10))
    expect(withinCells! * 106).toBeCloseTo(8, 10)
    expect(effects[0]!.byChance).toBeCloseTo(1 / 7, 12)
  })

  it('are those that R finds in ToothGrowth', () => {
    // summary(aov(len ~ supp * factor(dose), ToothGrowth)): 205.4, 2426.4, 108.3, residuals 712.1.
    const rows = Object.entries(toothGrowth).flatMap(([supplement, doses]) =>
      doses.flatMap((lengths, dose) => lengths.map((y) => ({ supplement, dose: String(dose), y }))),
    )
    const columns = [rows.map((row) => row.supplement), rows.map((row) => row.dose)]
    const { effects, withinCells } = effectsOf(
      columns,
      rows.map(({ y }) => y),
    )
    const total = 205.4 + 2426.4 + 108.3 + 712.1
    const squares = effects.map(({ share }) => share * total)
    expect(squares[0]).toBeCloseTo(205.4, 0)
    expect(squares[1]).toBeCloseTo(2426.4, 0)
    expect(squares[2]).toBeCloseTo(108.3, 0)
    expect(withinCells! * total).toBeCloseTo(712.1, 0)
    for (const { share, interval } of effects) {
      expect(interval!.lower).toBeLessThan(share)
      expect(interval!.upper).toBeGreaterThan(share)
    }
    // Its F tests say 0.0002 and less than 2·10⁻¹⁶; the least p of 1,999 deals is 1/2,000.
    expect(effects[0]!.p).toBeLessThan(0.003)
    expect(effects[1]!.p).toBe(1 / 2000)
  })

  it('that do not exist are seldom found, and are as large as chance makes them', () => {
    const random = createRng(3, 'scores')
    const a = Array.from({ length: 40 }, (_, i) => String(i % 4))
    const found = Array.from({ length: 60 }, () => {
      const scores = a.map(() => random.normal())
      const design = factorialDesign([a])!
      return finish(factorialEffects(design, scores, rng(), 100))!.effects[0]!
    })
    const meanShare = found.reduce((sum, { share }) => sum + share, 0) / found.length
    expect(meanShare).toBeCloseTo(3 / 39, 1)
    expect(found.filter(({ p }) => p! < 0.05).length).toBeLessThan(9)
  })

  it('have no interval with one seed a cell, and none at all where every score is the same', () => {
    const { effects, withinCells } = effectsOf([['a', 'b', 'c']], [1, 2, 4])
    expect([effects[0]!.share, effects[0]!.interval, withinCells]).toEqual([1, null, null])
    const design = factorialDesign([['a', 'b']])!
    expect(finish(factorialEffects(design, [5, 5], rng()))).toBe(null)
  })

  it('are asked for of full grids alone', () => {
    expect(
      factorialDesign([
        ['a', 'a', 'b'],
        ['1', '2', '1'],
      ]),
    ).toBe(null)
    expect(factorialDesign([['a', 'a', 'b']])).toBe(null)
    expect(factorialDesign([])).toBe(null)
    expect(factorialDesign([['a', 'b', 'a', 'b']])).toMatchObject({ runsPerCell: 2, levels: [2] })
  })
})

it('says nothing of scores that differ by rounding alone', () => {
  const scores = [0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2]
  const design = factorialDesign([['a', 'a', 'b', 'b']])!
  expect(finish(factorialEffects(design, scores, rng()))).toBeNull()
  expect(finish(factorialEffects(design, [0.95, 0.95, 0.95, 0.95], rng()))).toBeNull()
})

it('does not depend on where 0 lies', () => {
  const design = factorialDesign([
    ['1', '1', '1', '1', '2', '2', '2', '2'],
    ['1', '1', '2', '2', '1', '1', '2', '2'],
  ])!
  const scores = [1, 3, 5, 7, 2, 4, 10, 12]
  const near = finish(factorialEffects(design, scores, rng(), 200))!
  const far = finish(
    factorialEffects(
      design,
      scores.map((score) => score * 2 ** -20 + 1e6),
      rng(),
      200,
    ),
  )!
  far.effects.forEach(({ share, p }, i) => {
    expect(share).toBeCloseTo(near.effects[i]!.share, 6)
    expect(p).toBe(near.effects[i]!.p)
  })
})

describe('the importance of fields by a forest', () => {
  const random = createRng(1, 'features')
  const column = (isOrdered: boolean) => ({
    isOrdered,
    values: Float64Array.from({ length: 200 }, () =>
      isOrdered ? random.uniform() : Math.floor(3 * random.uniform()),
    ),
  })
  const [numbers, codes, noise] = [column(true), column(false), column(true)]

  it('is large where a field moves the score, also by a code or in a bend, and about 0 where it does not', () => {
    const scores = Float64Array.from(
      numbers.values,
      (x, i) => 4 * (x - 0.5) ** 2 * 3 + (codes.values[i] === 1 ? 1 : 0),
    )
    const { features, explained } = finish(forestImportance([numbers, codes, noise], scores, rng()))
    expect(explained).toBeGreaterThan(0.6)
    expect(features[0]!.share).toBeGreaterThan(0.4)
    expect(features[1]!.share).toBeGreaterThan(0.1)
    expect(Math.abs(features[2]!.share)).toBeLessThan(0.05)
    expect(features[2]!.interval.lower).toBeLessThan(features[2]!.interval.upper)
  })

  it('of pure noise explains nothing, and is the same for the same draws', () => {
    const scores = Float64Array.from({ length: 200 }, () => random.normal())
    const once = finish(forestImportance([numbers, codes], scores, rng()))
    expect(once.explained).toBeLessThan(0.05)
    expect(finish(forestImportance([numbers, codes], scores, rng()))).toEqual(once)
  })
})
