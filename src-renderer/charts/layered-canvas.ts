/** Draws on a context, pausing (a yield) before it would hold up a frame. */
export type SlicedDrawing = (context: CanvasRenderingContext2D) => Iterator<void>

interface Size {
  readonly width: number
  readonly height: number
}

/** Makes a canvas fit a box, whatever the density of the screen, and empties it; null: there is nothing to draw on. */
export function contextFor(
  canvas: HTMLCanvasElement | null | undefined,
  { width, height }: Size,
): CanvasRenderingContext2D | null {
  const context = canvas?.getContext('2d')
  if (!canvas || !context || width === 0) return null
  const ratio = window.devicePixelRatio || 1
  fit(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) })
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  return context
}

/** Its memory is taken anew only where its size differs. */
function fit(canvas: HTMLCanvasElement, { width, height }: Size): void {
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
}

/**
 * Draws on a canvas a slice a frame, out of sight until it is whole, so that the page stays as quick as
 * with little to draw. What is asked for meanwhile comes next, the latest alone.
 */
export function createSlicedCanvas(canvas: () => HTMLCanvasElement | null) {
  const hidden = document.createElement('canvas')
  let next: { readonly draw: SlicedDrawing; readonly size: Size } | null = null
  let current: Iterator<void> | null = null
  let frame = 0

  function onFrame() {
    frame = 0
    if (!current && next) {
      const context = contextFor(hidden, next.size)
      current = context && next.draw(context)
      next = null
    }
    if (current?.next().done) {
      current = null
      show()
    }
    if (current || next) plan()
  }
  function plan() {
    frame ||= requestAnimationFrame(onFrame)
  }
  function show() {
    const [shown, { width, height }] = [canvas(), hidden]
    if (!shown) return
    fit(shown, hidden)
    const context = shown.getContext('2d')
    context?.clearRect(0, 0, width, height)
    context?.drawImage(hidden, 0, 0)
  }

  return {
    draw(draw: SlicedDrawing, size: Size) {
      next = { draw, size }
      plan()
    },
    stop: () => cancelAnimationFrame(frame),
  }
}
