import type { Figure } from '#shared/figure/figure.ts'

/** A line over 0 … 10 and 0 … 100 without anything else, and what a test changes in it. */
export const sampleFigure = (changes: Partial<Figure> = {}): Figure => ({
  title: 'Return against steps',
  xTitle: 'Steps',
  yTitle: 'Return',
  xScale: 'linear',
  yScale: 'linear',
  horizontal: null,
  series: [
    {
      label: '#3',
      color: '#0072b2',
      dash: [7, 3],
      points: [
        { x: 0, value: 0 },
        { x: 5, value: 100 },
        { x: 10, value: 50 },
      ],
    },
  ],
  threshold: null,
  columns: { value: 'mean' },
  notes: [],
  caption: '',
  fileName: 'CartPole-v1-return-run-3',
  ...changes,
})
