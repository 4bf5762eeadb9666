import { describe, expect, it } from 'vitest'
import type { Alert } from '#shared/alerts.ts'
import { alertMarks } from '#shared/figure/alert-marks.ts'
import { runsFigure } from '#shared/figure/runs-figure.ts'
import { toSvg } from '#shared/figure/svg.ts'
import { chartSummary } from '#renderer/charts/chart-data.ts'
import { sampleConfig } from '../../store/sample-runs.ts'

const alert = (changes: Partial<Alert> = {}): Alert => ({
  id: 'entropy-collapse',
  sentence: '',
  first: {
    updates: 31,
    episodes: 124,
    environmentSteps: 1240,
    wallTimeMs: 3000,
    happenedAbout: null,
  },
  isNow: true,
  isDismissed: false,
  ...changes,
})
const placesOf = (...question: Parameters<typeof alertMarks>) =>
  alertMarks(...question).map(({ x }) => x)

describe('the marks of alerts', () => {
  it('stand where an alert begins, whatever the axis and its unit', () => {
    expect(placesOf([alert()], 'entropy', 'episodes', 1)).toEqual([124])
    expect(placesOf([alert()], 'entropy', 'updates', 1)).toEqual([31])
    expect(placesOf([alert()], 'entropy', 'wallTimeMs', 1e-3)).toEqual([3])
  })

  it('are on the learning curve and on charts of the number concerned', () => {
    expect(placesOf([alert()], 'episodeReturn', 'episodes', 1)).toEqual([124])
    expect(placesOf([alert()], 'kl', 'episodes', 1)).toEqual([])
  })

  it('say from where, and by which rule', () => {
    const [mark] = alertMarks([alert({ isNow: false })], 'entropy', 'episodes', 1)
    expect(mark).toMatchObject({
      label: 'Entropy collapse',
      detail: expect.stringMatching(
        /^from 31 updates, 124 episodes, 1,240 steps, over by now\. Rule: H/,
      ),
    })
  })

  it('are not of alerts that were dismissed, or began nobody knows where', () => {
    const alerts = [alert({ isDismissed: true }), alert({ first: null })]
    expect(alertMarks(alerts, 'episodeReturn', 'episodes', 1)).toEqual([])
  })

  it('are in the drawing with a legend entry, and in the words of the chart', () => {
    const curve = {
      x: [100, 200],
      mean: [1, 2],
      minimum: [1, 2],
      maximum: [1, 2],
      count: [1, 1],
    } as never
    const marks = alertMarks([alert()], 'entropy', 'episodes', 1)
    const run = { id: 1, configHash: '0'.repeat(16), config: sampleConfig() }
    const line = { run, color: '#0072b2', dash: [], curve }
    const figure = (shown: typeof marks) =>
      toSvg(
        runsFigure({
          runs: [line],
          metric: 'entropy',
          x: 'episodes',
          threshold: null,
          marks: shown,
        }),
      )
    expect(figure(marks)).toContain('Entropy collapse: from 124 (episodes)')
    expect(figure(marks).match(/#b45309/g)).toHaveLength(3)
    expect(figure([])).not.toContain('#b45309')
    const point = { x: 200, mean: 2, minimum: 2, maximum: 2, count: 1, smoothed: 2 }
    const drawn = { label: '#1', color: '#0072b2', dash: [], points: [point] }
    expect(chartSummary('Entropy', 'Episodes', [drawn], String, marks)).toBe(
      'Entropy against episodes. #1: 2 at 200. Alert: Entropy collapse from 124',
    )
  })
})
