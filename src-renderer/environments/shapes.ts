/* Shapes that several drawings are made of. */

export function drawLine(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  toX: number,
  toY: number,
): void {
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(toX, toY)
  context.stroke()
}

export function fillDisc(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
}

export function drawPath(
  context: CanvasRenderingContext2D,
  points: readonly (readonly [x: number, y: number])[],
): void {
  context.beginPath()
  points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
  context.stroke()
}

/** A flag on a pole that stands at (x, y). */
export function drawFlag(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  height: number,
): void {
  drawLine(context, x, y, x, y - height)
  context.beginPath()
  context.moveTo(x, y - height)
  context.lineTo(x + 0.6 * height, y - 0.78 * height)
  context.lineTo(x, y - 0.56 * height)
  context.closePath()
  context.fill()
}

/** An arc around (x, y) that begins at the top and turns counter-clockwise where `turn` is positive. */
export function drawTurn(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  turn: number,
): void {
  const top = -Math.PI / 2
  const end = top - turn
  context.beginPath()
  context.arc(x, y, radius, top, end, turn > 0)
  context.stroke()
  fillDisc(context, x + radius * Math.cos(end), y + radius * Math.sin(end), 4)
}

const FONT = '11px ui-sans-serif, system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif'

export function label(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  align: CanvasTextAlign = 'center',
): void {
  context.font = FONT
  context.textAlign = align
  context.textBaseline = 'middle'
  context.fillText(text, x, y)
}
