import { px } from './svg-text.ts'

/** Shapes of points, which tell series apart where colours cannot. */
export const pointShapes = ['circle', 'square', 'triangle', 'diamond', 'cross'] as const
export type PointShape = (typeof pointShapes)[number]

export const pointShape = (index: number): PointShape => pointShapes[index % pointShapes.length]!

/** A point as an element of a vector drawing; `radius` is that of a circle of about the same area. */
export function pointElement(
  shape: PointShape,
  x: number,
  y: number,
  radius: number,
  color: string,
): string {
  const [r, d] = [0.9 * radius, 1.25 * radius]
  const filled = (path: string) => `<path d="${path}Z" fill="${color}"/>`
  const place = (dx: number, dy: number) => `${px(x + dx)} ${px(y + dy)}`
  switch (shape) {
    case 'circle':
      return `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" fill="${color}"/>`
    case 'square':
      return filled(`M${place(-r, -r)}L${place(r, -r)}L${place(r, r)}L${place(-r, r)}`)
    case 'triangle':
      return filled(`M${place(0, -d)}L${place(d, d * 0.75)}L${place(-d, d * 0.75)}`)
    case 'diamond':
      return filled(`M${place(0, -d)}L${place(d, 0)}L${place(0, d)}L${place(-d, 0)}`)
    case 'cross':
      return `<path d="M${place(-r, -r)}L${place(r, r)}M${place(-r, r)}L${place(r, -r)}" stroke="${color}" stroke-width="1.5" fill="none"/>`
  }
}
