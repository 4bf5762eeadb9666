import { describe, expect, it } from 'vitest'
import { colorOf, type ColorScale } from '#shared/figure/color-scale.ts'

/** CIE L*, which is how light a colour looks. */
function lightness(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const y = 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y
}

const along = (scale: ColorScale, from: number, to: number, theme: 'light' | 'dark') =>
  Array.from({ length: 33 }, (_, i) =>
    lightness(colorOf(scale, from + ((to - from) * i) / 32, theme)),
  )
const isFalling = (values: number[]) =>
  values.every((value, i) => i === 0 || value < values[i - 1]! + 0.5)

describe('a colour scale', () => {
  it('goes evenly away from the ground: darker on light, lighter on dark', () => {
    const scale = { kind: 'sequential', min: 0, max: 1 } as const
    expect(isFalling(along(scale, 0, 1, 'light'))).toBe(true)
    expect(isFalling(along(scale, 1, 0, 'dark'))).toBe(true)
  })

  it('parts at its middle, which is nearest to the ground', () => {
    const scale = { kind: 'diverging', middle: 2, reach: 3 } as const
    expect(isFalling(along(scale, 2, 5, 'light'))).toBe(true)
    expect(isFalling(along(scale, 2, -1, 'light'))).toBe(true)
    expect(isFalling(along(scale, 5, 2, 'dark'))).toBe(true)
    expect(isFalling(along(scale, -1, 2, 'dark'))).toBe(true)
  })

  it('keeps to its ends, and shows small shares more where it follows the root', () => {
    const scale = { kind: 'sequential', min: 0, max: 1 } as const
    expect(colorOf(scale, 7, 'light')).toBe(colorOf(scale, 1, 'light'))
    expect(colorOf({ ...scale, isRoot: true }, 0.25, 'dark')).toBe(colorOf(scale, 0.5, 'dark'))
  })

  it('mixes a category with the ground by its strength', () => {
    const scale = { kind: 'categories', labels: ['left', 'right'] } as const
    expect(colorOf(scale, 0, 'light', 1)).toBe('#0072b2')
    expect(lightness(colorOf(scale, 0, 'light', 0))).toBeGreaterThan(90)
  })
})
