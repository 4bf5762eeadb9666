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
    rowsPerPoint: 4,
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

it('several charts say once what is smoothed', () => {
  expect(smoothingNote(['episodeReturn', 'kl', 'entropy'])).toBe(
    'Bold: mean of the last 100 episodes or 10 updates (not of entropy); pale: single values, or means and ranges of neighbouring ones where a point stands for several',
  )
  expect(smoothingNote(['kl'], false)).toMatch(/nothing is smoothed$/)
})
