import { expect, it } from 'vitest'
import {
  comparisonSettings,
  MOST_PANELS,
  withPanel,
} from '#renderer/compare/comparison-settings.ts'
import { metrics } from '#shared/metrics.ts'

it('choices of another version are their defaults, the others stay', () => {
  const kept = comparisonSettings.parse({
    panels: ['entropy', 'a metric that was'],
    labelFields: ['optimizer.learningRate'],
    groups: { x: 'kl', location: 'mode', holds: true },
  })
  expect(kept).toEqual({
    panels: ['episodeReturn'],
    labelFields: ['optimizer.learningRate'],
    runs: { x: 'episodes', smooths: true },
    groups: {
      x: 'kl',
      smooths: false,
      location: 'interquartileMean',
      showsMembers: false,
      holds: true,
      intervals: 'small-sample',
    },
  })
})

it('one more chart shows what is not shown yet, up to twelve', () => {
  expect(withPanel(['length', 'episodeReturn'])).toEqual(['length', 'episodeReturn', metrics[2]])
  const most = metrics.slice(0, MOST_PANELS)
  expect(withPanel(most)).toEqual(most)
})
