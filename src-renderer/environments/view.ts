/** What a drawing of an environment needs to know of one moment. */
export interface Scene {
  readonly state: readonly number[]
  /** States since the start of the episode, up to and including this one. */
  readonly path: readonly (readonly number[])[]
  /** States that there must be room for, where a drawing finds its own scale. */
  readonly extent: readonly (readonly number[])[]
  /** The action about to be taken; null after the last. */
  readonly action: number | readonly number[] | null
  /** The action that led here and what it paid; null at the start. */
  readonly previous: {
    readonly action: number | readonly number[]
    readonly reward: number
  } | null
}

/** Width and height of the drawing, in CSS pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Colours of one theme. Shapes differ too, so that nothing is told by colour alone. */
export interface SceneColors {
  readonly ground: string
  readonly outline: string
  readonly body: string
  readonly accent: string
  readonly goal: string
  readonly faint: string
  readonly hole: string
}

/** How an environment with parameters P is shown. Drawing is a function of its arguments alone. */
export interface EnvironmentView<P> {
  /** Steps a second at which watching feels natural. */
  readonly stepsPerSecond: number
  /** Width divided by height. */
  aspect(parameters: P): number
  draw(
    context: CanvasRenderingContext2D,
    size: Size,
    scene: Scene,
    colors: SceneColors,
    parameters: P,
  ): void
}

const light: SceneColors = {
  ground: '#71717a',
  outline: '#3f3f46',
  body: '#71717a',
  accent: '#0072b2',
  goal: '#009e73',
  faint: '#d4d4d8',
  hole: '#3f3f46',
}
const dark: SceneColors = {
  ground: '#a1a1aa',
  outline: '#e4e4e7',
  body: '#a1a1aa',
  accent: '#56b4e9',
  goal: '#2fc79a',
  faint: '#3f3f46',
  hole: '#050506',
}

export const sceneColors = (theme: 'light' | 'dark'): SceneColors =>
  theme === 'dark' ? dark : light

/** An arrow from one point along a vector; nothing when it has no length. */
export function drawArrow(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  dx: number,
  dy: number,
): void {
  const length = Math.hypot(dx, dy)
  if (length === 0) return
  const head = Math.min(8, length / 2)
  const [ux, uy] = [dx / length, dy / length]
  const [tipX, tipY] = [x + dx, y + dy]
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(tipX - ux * head, tipY - uy * head)
  context.stroke()
  context.beginPath()
  context.moveTo(tipX, tipY)
  context.lineTo(tipX - ux * head - (uy * head) / 2, tipY - uy * head + (ux * head) / 2)
  context.lineTo(tipX - ux * head + (uy * head) / 2, tipY - uy * head - (ux * head) / 2)
  context.closePath()
  context.fill()
}
