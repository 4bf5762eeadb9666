import { svgSize } from '#shared/figure/svg.ts'

/** The same drawing in pixels, `scale` to each of its own: a picture cannot differ from its vector file. */
export async function rasterize(svg: string, scale: number): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = svgSize.width * scale
  canvas.height = svgSize.height * scale
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be drawn'))),
      'image/png',
    ),
  )
}
