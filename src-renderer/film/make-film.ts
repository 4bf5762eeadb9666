import type { FilmCanvas } from './film-canvas.ts'
import type { FilmFormat } from './formats.ts'
import type { FilmFrame } from './frames.ts'
import { gifHead, gifPicture, gifTail } from './gif.ts'
import { paletteOf } from './palette.ts'
import { webmOf, type VideoChunk } from './webm.ts'

interface FilmWork {
  readonly film: FilmCanvas
  readonly frames: readonly FilmFrame[]
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void
  readonly signal: AbortSignal
}

/** The file of a film. The page stays usable; `signal` ends the work with its reason. */
export const makeFilm = (format: FilmFormat, work: FilmWork): Promise<Blob> =>
  format === 'gif' ? makeGif(work) : makeWebm(work)

/** Lets the page go on. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve))

/** Pictures a palette is taken from. */
const SAMPLES = 12

async function makeGif({ film, frames, onProgress, signal }: FilmWork): Promise<Blob> {
  const { canvas, draw, pixels } = film
  const samples: Uint8ClampedArray[] = []
  for (let i = 0; i < SAMPLES; i++) {
    draw(frames[Math.floor((i * (frames.length - 1)) / (SAMPLES - 1))]!.position)
    samples.push(pixels())
    await pause()
    signal.throwIfAborted()
  }
  const palette = paletteOf(samples)
  const parts = [gifHead(canvas.width, canvas.height, palette.colors)]
  const hundredths = (ms: number) => Math.round(ms / 10)
  for (const [i, { position, startMs, durationMs }] of frames.entries()) {
    draw(position)
    // Rounded ends, so that the whole is as long as it should be.
    const shown = hundredths(startMs + durationMs) - hundredths(startMs)
    parts.push(gifPicture(palette.indicesOf(pixels()), canvas, Math.max(2, shown)))
    onProgress((i + 1) / frames.length)
    await pause()
    signal.throwIfAborted()
  }
  return new Blob([...parts, gifTail()], { type: 'image/gif' })
}

const KEY_EVERY_MS = 2000
/** Pictures that wait for the encoder at most. */
const LONGEST_QUEUE = 8
const BITS_PER_PIXEL = 0.12

const codecs = [
  { name: 'vp09.00.40.08', id: 'V_VP9' },
  { name: 'vp8', id: 'V_VP8' },
] as const

/** The first codec that is supported; null: none is. */
async function chooseCodec(width: number, height: number, bitrate: number) {
  if (typeof VideoEncoder === 'undefined') return null
  for (const { name, id } of codecs) {
    const config: VideoEncoderConfig = { codec: name, width, height, bitrate }
    const { supported } = await VideoEncoder.isConfigSupported(config)
    if (supported) return { config, id }
  }
  return null
}

async function makeWebm({ film, frames, onProgress, signal }: FilmWork): Promise<Blob> {
  const { canvas, draw } = film
  const { width, height } = canvas
  const last = frames.at(-1)!
  const durationMs = last.startMs + last.durationMs
  const perSecond = (1000 * frames.length) / durationMs
  const bitrate = Math.round(Math.max(250_000, BITS_PER_PIXEL * width * height * perSecond))
  const codec = await chooseCodec(width, height, bitrate)
  if (!codec) throw new Error('No encoder for WebM is available here; choose GIF instead.')

  const chunks: VideoChunk[] = []
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => undefined)
  const encoder = new VideoEncoder({
    output(chunk) {
      const data = new Uint8Array(chunk.byteLength)
      chunk.copyTo(data)
      chunks.push({ timestampMs: chunk.timestamp / 1000, isKey: chunk.type === 'key', data })
    },
    error: failed.reject,
  })
  try {
    encoder.configure(codec.config)
    let keyAt = -Infinity
    for (const [i, { position, startMs, durationMs: shownMs }] of frames.entries()) {
      draw(position)
      const times = { timestamp: Math.round(1000 * startMs), duration: Math.round(1000 * shownMs) }
      const picture = new VideoFrame(canvas, times)
      const keyFrame = startMs - keyAt >= KEY_EVERY_MS
      if (keyFrame) keyAt = startMs
      encoder.encode(picture, { keyFrame })
      picture.close()
      onProgress((i + 1) / frames.length)
      do await pause()
      while (encoder.state === 'configured' && encoder.encodeQueueSize > LONGEST_QUEUE)
      signal.throwIfAborted()
    }
    await Promise.race([encoder.flush(), failed.promise])
    signal.throwIfAborted()
  } finally {
    if (encoder.state !== 'closed') encoder.close()
  }
  const file = webmOf({ codec: codec.id, width, height, durationMs, chunks })
  return new Blob([file], { type: 'video/webm' })
}
