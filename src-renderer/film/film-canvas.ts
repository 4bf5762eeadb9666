import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { sceneColors } from '#renderer/environments/view.ts'
import { viewOf } from '#renderer/environments/views.ts'
import { formatFixed } from '#renderer/format/number.ts'
import { frameAt } from '#renderer/playback/frame.ts'

/** Drawings are made for a viewer of about this width; films are magnified from it. */
const NATURAL_WIDTH = 380
const LINE_HEIGHT = 16
const MARGIN = 8

export interface FilmLook {
  readonly width: number
  /** Lines below the picture, before those of step and return. */
  readonly caption: readonly string[]
}

/** Draws moments of an episode on light ground, on a canvas whose sides are even, as encoders want. */
export function createFilmCanvas(
  episode: RecordedEpisode,
  { environment }: Pick<RunConfig, 'environment'>,
  { width, caption }: FilmLook,
) {
  const view = viewOf(environment)
  const scale = width / NATURAL_WIDTH
  const size = {
    width: NATURAL_WIDTH,
    height: NATURAL_WIDTH / view.aspect(environment.parameters),
  }
  const captionHeight = caption.length > 0 ? MARGIN + LINE_HEIGHT * (caption.length + 1) : 0
  const even = (length: number) => 2 * Math.round(length / 2)
  const canvas = document.createElement('canvas')
  canvas.width = even(width)
  canvas.height = even(scale * (size.height + captionHeight))
  const context = canvas.getContext('2d', { willReadFrequently: true })!

  function draw(position: number): void {
    const { state, path, extent, step, previous, returnSoFar } = frameAt(episode, position)
    context.save()
    context.setTransform(scale, 0, 0, scale, 0, 0)
    const scene = { state, path, extent, action: step?.action ?? null, previous }
    view.draw(context, size, scene, sceneColors('light'), environment.parameters)
    context.restore()
    context.setTransform(1, 0, 0, 1, 0, 0)
    // Views clear what they draw on: the ground comes under what they drew.
    context.globalCompositeOperation = 'destination-over'
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.globalCompositeOperation = 'source-over'
    if (caption.length === 0) return
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.fillStyle = '#ffffff'
    context.fillRect(0, size.height, size.width, captionHeight + MARGIN)
    context.fillStyle = '#3f3f46'
    context.font = '11px ui-sans-serif, system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif'
    context.textAlign = 'left'
    context.textBaseline = 'middle'
    const now = `step ${position} of ${episode.steps.length}, return so far ${formatFixed(returnSoFar, 2)}`
    ;[...caption, now].forEach((line, i) =>
      context.fillText(
        line,
        MARGIN,
        size.height + LINE_HEIGHT * (i + 0.5) + MARGIN / 2,
        size.width - 2 * MARGIN,
      ),
    )
  }

  return {
    canvas,
    draw,
    pixels: () => context.getImageData(0, 0, canvas.width, canvas.height).data,
  }
}

export type FilmCanvas = ReturnType<typeof createFilmCanvas>
