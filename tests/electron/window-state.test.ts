import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow as RealWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { initialBounds, keepWindowState, readWindowState } from '#main/electron/window-state.ts'
import { BrowserWindow } from './electron-stand-in.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'window-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const bounds = { x: 10, y: 20, width: 1000, height: 700 }
const display = { x: 0, y: 0, width: 1920, height: 1040 }

it('comes back as it was when the window closed, with the size it has when not maximised', () => {
  const file = join(folder, 'deep', 'window-state.json')
  const window = new BrowserWindow({})
  keepWindowState(window as unknown as RealWindow, file)
  window.bounds = bounds
  window.maximized = true
  window.close()
  expect(readWindowState(file)).toEqual({ bounds, isMaximized: true })
})

it.each([
  '',
  '{',
  '{}',
  '{"bounds":{"x":"1","y":0,"width":1,"height":1},"isMaximized":true}',
  'null',
])('is ignored when its file holds %j', (text) => {
  const file = join(folder, 'window-state.json')
  writeFileSync(file, text)
  expect(readWindowState(file)).toBeNull()
})

it('does not keep a window from closing when it cannot be written', () => {
  writeFileSync(join(folder, 'file'), '')
  const window = new BrowserWindow({})
  keepWindowState(window as unknown as RealWindow, join(folder, 'file', 'window-state.json'))
  expect(() => window.close()).not.toThrow()
})

describe('the window opens', () => {
  const state = (change: Partial<typeof bounds>) => ({
    bounds: { ...bounds, ...change },
    isMaximized: false,
  })
  it('where it was', () => {
    expect(initialBounds(state({}), [display])).toEqual(bounds)
  })
  it('in the middle, in its usual size, the first time', () => {
    expect(initialBounds(null, [display])).toEqual({ width: 1360, height: 860 })
  })
  it.each([
    ['is gone', { x: 3000 }],
    ['shows only its edge', { x: 1900 }],
    ['hides its title bar', { y: -50 }],
    ['lies above it', { y: 1030 }],
  ])('in the middle, in its size, when the display %s', (_, change) => {
    expect(initialBounds(state(change), [display])).toEqual({ width: 1000, height: 700 })
  })
  it('on a second display that is still there', () => {
    const second = { x: 1920, y: 0, width: 1920, height: 1040 }
    expect(initialBounds(state({ x: 3000 }), [display, second])).toMatchObject({ x: 3000 })
  })
  it('never smaller than its content can bear', () => {
    expect(initialBounds(state({ width: 1, height: 1 }), [display])).toMatchObject({
      width: 900,
      height: 600,
    })
  })
})
