import type { Figure } from './figure.ts'

export type Theme = 'light' | 'dark'

/*
 * Okabe & Ito's colour-blind-safe palette, ordered and slightly shifted so that every colour has
 * a contrast of at least 3 : 1 with the background of its theme.
 */
const series: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#0072b2', '#d55e00', '#00805d', '#b0578d', '#a87400', '#2a8ac4', '#8a7d00', '#4d4d4d'],
  dark: ['#56b4e9', '#e69f00', '#1fbf92', '#dd8fbb', '#f0e442', '#f0783c', '#8fa8ff', '#c8c8c8'],
}

/** The colour of the series at `index`; the palette repeats after eight. */
export const seriesColor = (index: number, theme: Theme): string =>
  series[theme][index % series[theme].length]!

/** A figure in the colours for light ground, whatever theme it was drawn in. */
export const onPaper = (figure: Figure): Figure => ({
  ...figure,
  series: figure.series.map((each) => {
    const index = series.dark.indexOf(each.color)
    return index < 0 ? each : { ...each, color: series.light[index]! }
  }),
})
