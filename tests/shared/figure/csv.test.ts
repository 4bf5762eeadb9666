import { describe, expect, it } from 'vitest'
import { toCsv, toTabSeparated } from '#shared/figure/csv.ts'
import { groupsFigure } from '#shared/figure/groups-figure.ts'
import { runsFigure } from '#shared/figure/runs-figure.ts'
import { sampleConfig } from '../../store/sample-runs.ts'
import { sampleFigure } from './sample-figure.ts'

const run = (id: number, seed: number) => ({
  id,
  configHash: '0123456789abcdef',
  config: sampleConfig(seed),
})
const style = { color: '#0072b2', dash: [] }

describe('the table of a figure', () => {
  it('has one row for each point that is drawn, with every digit', () => {
    const curve = { x: [2, 4], mean: [1 / 3, 5], minimum: [0, 4], maximum: [1, 6], count: [2, 2] }
    const figure = runsFigure({
      runs: [{ run: run(3, 1), ...style, curve }],
      metric: 'episodeReturn',
      x: 'episodes',
      threshold: null,
    })
    expect(toCsv(figure).split('\r\n')).toEqual([
      'series,episodes,mean_of_the_last_100_episodes,mean,minimum,maximum,episodes_per_point',
      `#3,2,${1 / 3},${1 / 3},0,1,2`,
      `#3,4,${(1 / 3 + 5) / 2},5,4,6,2`,
      '',
    ])
    expect(figure.fileName).toBe('CartPole-v1-episode-return-run-3')
    expect(figure.caption).toBe(
      'Episode return on CartPole-v1: run 3 (seed 1; configuration 0123456789abcdef).',
    )
  })

  it('holds the seeds of a group where they are drawn', () => {
    const figure = groupsFigure({
      groups: [
        {
          label: 'A',
          ...style,
          runs: [run(1, 1), run(2, 2)],
          curve: {
            x: [1000, 2000],
            value: [1, 2],
            raw: null,
            lower: [0, 1],
            upper: [2, 3],
            runs: 2,
            rowsPerPoint: 1,
            members: [{ runId: 1, value: [0, 1] }],
          },
        },
      ],
      metric: 'length',
      x: 'wallTimeMs',
      location: 'mean',
      holds: false,
      threshold: null,
    })
    expect(toCsv(figure).split('\r\n')).toEqual([
      'series,training_time_s,mean,lower_95,upper_95,seeds',
      'A,1,1,0,2,2',
      'A,2,2,1,3,2',
      '"A, run 1",1,0,,,1',
      '"A, run 1",2,1,,,1',
      '',
    ])
    expect(figure.caption).toMatch(/A: runs 1–2 \(seeds 1–2; configuration 0123456789abcdef\)\.$/)
    expect(figure.fileName).toBe('CartPole-v1-episode-length-mean-runs-1-2')
  })

  it('of a group without values says so in its caption', () => {
    const nothing = { x: [], value: [], lower: [], upper: [], members: [] }
    const figure = groupsFigure({
      groups: [
        {
          label: 'A',
          ...style,
          runs: [],
          curve: { ...nothing, raw: null, runs: 0, rowsPerPoint: 1 },
        },
      ],
      metric: 'length',
      x: 'updates',
      location: 'mean',
      holds: false,
      threshold: null,
    })
    expect(figure.caption).toMatch(/ A: no run with values\.$/)
  })

  it('of a part of the axis has that part alone', () => {
    const figure = sampleFigure({ horizontal: { min: 1, max: 5 } })
    expect(toCsv(figure)).toBe('series,steps,mean\r\n#3,5,100\r\n')
  })

  it('never lets text run as a formula, and quotes what would break a row', () => {
    const [series] = sampleFigure().series
    const figure = sampleFigure({
      series: [{ ...series!, label: '=1+1', detail: 'say "a", b', points: [{ x: 1, value: NaN }] }],
    })
    expect(toCsv(figure)).toBe('series,steps,mean\r\n"\'=1+1 (say ""a"", b)",1,\r\n')
    expect(toTabSeparated(figure)).toBe('series\tsteps\tmean\n=1+1 (say "a", b)\t1\t')
  })
})
