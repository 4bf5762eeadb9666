import { expect, it } from 'vitest'
import { toCsv } from '#shared/figure/csv.ts'
import { relationFigure } from '#shared/figure/relation-figure.ts'
import { smoothingNote } from '#shared/figure/smoothing-note.ts'
import { toSvg } from '#shared/figure/svg.ts'
import { presets } from '#shared/presets.ts'

const run = {
  run: { id: 3, configHash: '0123456789abcdef', config: presets['cartpole-reinforce']!.config },
  label: '#3',
  detail: 'seed 1',
  color: '#0072b2',
  dash: [],
  relation: {
    row: 'update' as const,
    x: [0.7, 0.5, -0.1],
    y: [20, 90, 300],
    last: [4, 8, 9],
    since: [0, 40, 80],
    episodes: [40, 80, 90],
    rowsPerPoint: 4,
    stretch: [0, 0, 0],
    whole: { min: -0.1, max: 0.7 },
    smoothed: null,
  },
}

it('a relation is taken out in its order, with how far training was at each point', () => {
  const figure = relationFigure([run], ['entropy', 'episodeReturn'])
  expect(toCsv(figure)).toBe(
    'series,updates_so_far,entropy_nats,episode_return\r\n' +
      '#3 (seed 1),4,0.7,20\r\n#3 (seed 1),8,0.5,90\r\n#3 (seed 1),9,-0.1,300\r\n',
  )
  expect(figure.caption).toContain('run 3 (seed 1; configuration 0123456789abcdef)')
  expect(figure.caption).toContain('means over up to 4 neighbouring updates')
  const svg = toSvg(figure)
  expect(svg.match(/<circle/g)).toHaveLength(4)
  expect(svg).not.toContain('NaN')
})

it('a logarithmic axis leaves out what has no logarithm', () => {
  const { series } = relationFigure([run], ['entropy', 'episodeReturn'], ['logarithmic', 'linear'])
  expect(series[0]!.points.map(({ x }) => x)).toEqual([0.7, 0.5])
})

it('what a logarithmic axis leaves out is counted', () => {
  const { caption } = relationFigure([run], ['entropy', 'episodeReturn'], ['logarithmic', 'linear'])
  expect(caption).toContain('1 point not above 0 left out')
})

it('a part shows no line between stretches of training, and only what is in it', () => {
  const relation = { ...run.relation, stretch: [0, 0, 1] }
  const part = { min: 0.4, max: 0.6 }
  const figure = relationFigure(
    [{ ...run, relation }],
    ['entropy', 'episodeReturn'],
    undefined,
    part,
  )
  expect(figure.horizontal).toEqual(part)
  expect(toCsv(figure).match(/#3/g)).toHaveLength(1)
  expect(
    toSvg(figure)
      .match(/<path [^>]*stroke="#0072b2"[^>]*>/)![0]
      .match(/M/g),
  ).toHaveLength(2)
})

it('a smoothed relation is a bold line over pale points', () => {
  const { x, y, last, since, episodes } = run.relation
  const relation = { ...run.relation, smoothed: { x, y, last, since, episodes } }
  const figure = relationFigure([{ ...run, relation }], ['entropy', 'episodeReturn'])
  expect(figure.series.map(({ detail }) => detail)).toEqual([
    'seed 1',
    'mean of the last 10 updates',
  ])
  expect(figure.caption).toContain('pale: each point the means over up to 4 neighbouring updates')
})

it('several charts say once what is smoothed', () => {
  expect(smoothingNote(['episodeReturn', 'kl', 'entropy'])).toBe(
    'Bold: mean of the last 100 episodes or 10 updates (not of entropy); pale: single values, or means and ranges of neighbouring ones where a point stands for several',
  )
  expect(smoothingNote(['kl'], false)).toMatch(/nothing is smoothed$/)
})

it('the legend names a run once, whose points and line it has', () => {
  const { x, y, last, since, episodes } = run.relation
  const relation = { ...run.relation, smoothed: { x, y, last, since, episodes } }
  const svg = toSvg(relationFigure([{ ...run, relation }], ['entropy', 'episodeReturn']))
  expect(svg.match(/>#3 [^<]*/g)).toEqual(['>#3 seed 1'])
})
