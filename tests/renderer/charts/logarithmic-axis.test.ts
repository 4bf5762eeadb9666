import { expect, it } from 'vitest'
import { axisOptions } from '#renderer/charts/chart-options.ts'

/** The ticks of a logarithmic axis, and what stands beside them. */
function labelsOf(min: number, max: number): string[] {
  const { afterBuildTicks, ticks } = axisOptions('logarithmic', '', 4, 'light', { size: 10 })
  const axis = { min, max, ticks: [] as { value: number }[] }
  afterBuildTicks!(axis)
  return axis.ticks.map(({ value }, i) => ticks.callback(value, i, axis.ticks))
}

it('every tick of a logarithmic axis has its number, from one end to the other', () => {
  expect(labelsOf(9.6, 512)).toEqual(['10', '20', '50', '100', '200', '500'])
  expect(labelsOf(62, 21_300)).toEqual(['100', '200', '500', '1000', '2000', '5000', '10k', '20k'])
  expect(labelsOf(1, 5_000_000)).toEqual(['1', '10', '100', '1000', '10k', '100k', '1M'])
  expect(labelsOf(120, 180)).not.toContain('')
})
