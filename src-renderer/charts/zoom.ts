import type { Range } from '#shared/figure/range.ts'

/** What a horizontal axis shows, in the contract's unit; null: everything. */
export type Zoom = Range | null

export type ZoomAction =
  | { readonly kind: 'select'; readonly range: Range }
  | { readonly kind: 'in' | 'out' | 'left' | 'right' | 'reset' }

/** Closer than a thousandth of everything there is nothing to see but single rows. */
const LEAST_SHARE = 1e-3
const STEP = 0.25

/** The next zoom of an axis that goes over `whole`; it never leaves it. */
export function zoomed(zoom: Zoom, action: ZoomAction, whole: Range): Zoom {
  if (!(whole.max > whole.min) || action.kind === 'reset') return null
  const { min, max } = zoom ?? whole
  const [center, length] = [(min + max) / 2, max - min]
  switch (action.kind) {
    case 'select': {
      const { range } = action
      return within(
        { min: Math.min(range.min, range.max), max: Math.max(range.min, range.max) },
        whole,
      )
    }
    case 'in':
      return within({ min: center - length / 4, max: center + length / 4 }, whole)
    case 'out':
      return within({ min: center - length, max: center + length }, whole)
    case 'left':
    case 'right': {
      const wanted = action.kind === 'left' ? -STEP * length : STEP * length
      const shift = Math.max(whole.min - min, Math.min(whole.max - max, wanted))
      return within({ min: min + shift, max: max + shift }, whole)
    }
  }
}

/** Cut to the axis and not shorter than can be read; null when that is everything. */
function within({ min, max }: Range, whole: Range): Zoom {
  const cut = (value: number) => Math.min(whole.max, Math.max(whole.min, value))
  let [low, high] = [cut(min), cut(max)]
  const least = LEAST_SHARE * (whole.max - whole.min)
  if (high - low < least) {
    low = Math.max(whole.min, Math.min(whole.max - least, (low + high - least) / 2))
    high = Math.min(whole.max, low + least)
  }
  return low <= whole.min && high >= whole.max ? null : { min: low, max: high }
}

/** A range of the contract's unit in the unit an axis is named with. */
export const scaled = (zoom: Zoom, scale: number): Zoom =>
  zoom && { min: zoom.min * scale, max: zoom.max * scale }

/** What was done to such an axis, in the contract's unit. */
export const unscaled = (action: ZoomAction, scale: number): ZoomAction =>
  action.kind === 'select' ? { ...action, range: scaled(action.range, 1 / scale)! } : action

const keys: Readonly<Record<string, ZoomAction['kind']>> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '−': 'out',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  '0': 'reset',
  Escape: 'reset',
}

/** Which way a key moves the place at which a chart is read; null: it does not. */
export const readingKey = ({
  key,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'shiftKey'>): -1 | 1 | null =>
  shiftKey && key === 'ArrowLeft' ? -1 : shiftKey && key === 'ArrowRight' ? 1 : null

/** What a key means to a chart that has the focus; null: nothing. */
export function keyAction(event: {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}): ZoomAction | null {
  // With these the keys belong to the browser: Ctrl and + enlarge the page.
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  const kind = keys[event.key]
  return kind && kind !== 'select' ? { kind } : null
}
