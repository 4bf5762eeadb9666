import type { Curve } from '../curve.ts'
import { formatCount, formatCounted } from '../format-number.ts'
import type { FigureMark } from './figure.ts'

/** Marks where curves begin to have values that cannot be drawn, and how many. `scale` is that of the axis. */
export function nonFiniteMarks(
  curves: readonly { readonly label: string; readonly curve: Curve | null }[],
  row: 'episode' | 'update',
  scale: number,
): FigureMark[] {
  return curves.flatMap(({ label, curve }) => {
    if (!curve?.nonFinite) return []
    const { x, notANumber, infinite } = curve.nonFinite
    const kinds = [
      ...(notANumber > 0 ? [`NaN × ${formatCount(notANumber)}`] : []),
      ...(infinite > 0 ? [`∞ × ${formatCount(infinite)}`] : []),
    ].join(', ')
    const rows = formatCounted(notANumber + infinite, row)
    return [
      {
        x: x * scale,
        label: curves.length > 1 ? `${label}: ${kinds}` : kinds,
        detail: `in ${rows} from here on, which cannot be drawn`,
      },
    ]
  })
}
