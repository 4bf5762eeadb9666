import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSlicedCanvas } from '#renderer/charts/layered-canvas.ts'

/* Node has neither canvases nor frames. */

let waiting: (() => void)[] = []
const frame = () => {
  const now = waiting
  waiting = []
  for (const each of now) each()
}
const context = { setTransform() {}, clearRect() {}, drawImage: vi.fn() }
function canvas() {
  let [width, height] = [0, 0]
  const resized = vi.fn()
  return {
    resized,
    getContext: () => context,
    get width() {
      return width
    },
    set width(now) {
      resized()
      width = now
    },
    get height() {
      return height
    },
    set height(now) {
      height = now
    },
  }
}
const hidden = canvas()

beforeEach(() => {
  waiting = []
  context.drawImage.mockClear()
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => waiting.push(then))
  vi.stubGlobal('window', { devicePixelRatio: 2 })
  vi.stubGlobal('document', { createElement: () => hidden })
})
afterEach(() => vi.unstubAllGlobals())

const size = { width: 30, height: 20 }

it('draws once a frame however often it is asked, the latest alone', () => {
  const shown = canvas()
  const sliced = createSlicedCanvas(() => shown as unknown as HTMLCanvasElement)
  const drawn: string[] = []
  const draw = (name: string) => () => {
    drawn.push(name)
    return [][Symbol.iterator]() as Iterator<void>
  }
  sliced.draw(draw('first'), size)
  sliced.draw(draw('second'), size)
  expect(waiting).toHaveLength(1)
  frame()
  expect(drawn).toEqual(['second'])
  expect(shown.width).toBe(60)
})

it('is shown when it is whole, in a canvas whose memory stays', () => {
  const shown = canvas()
  const sliced = createSlicedCanvas(() => shown as unknown as HTMLCanvasElement)
  function* inTwo(): Generator<void> {
    yield
  }
  sliced.draw(inTwo, size)
  frame()
  expect(context.drawImage).not.toHaveBeenCalled()
  frame()
  expect(context.drawImage).toHaveBeenCalledTimes(1)

  const before = hidden.resized.mock.calls.length
  sliced.draw(inTwo, size)
  frame()
  frame()
  expect(shown.resized).toHaveBeenCalledTimes(1)
  expect(hidden.resized).toHaveBeenCalledTimes(before)
})
