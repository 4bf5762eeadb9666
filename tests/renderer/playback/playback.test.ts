import { describe, expect, it } from 'vitest'
import {
  advance,
  initialPlayback,
  isAtEnd,
  type PlaybackAction,
  type PlaybackState,
} from '#renderer/playback/playback.ts'

const after = (...actions: PlaybackAction[]): PlaybackState =>
  actions.reduce(advance, initialPlayback)
const load: PlaybackAction = { kind: 'load', length: 10 }
const tick = (elapsedMs: number): PlaybackAction => ({
  kind: 'tick',
  elapsedMs,
  stepsPerSecond: 50,
})

describe('playback', () => {
  it('advances at the natural pace of the environment', () => {
    expect(after(load, tick(100)).position).toBe(5)
  })

  it('keeps parts of a step until they make a whole one', () => {
    expect(after(load, tick(10)).position).toBe(0)
    expect(after(load, tick(10), tick(10)).position).toBe(1)
  })

  it('advances faster or slower by the speed', () => {
    expect(after(load, { kind: 'setSpeed', speed: 0.25 }, tick(160)).position).toBe(2)
  })

  it('goes slower and faster from one speed to the next, within them', () => {
    const speedAfter = (...kinds: ('slower' | 'faster')[]) =>
      after(load, ...kinds.map((kind) => ({ kind }))).speed
    expect(speedAfter('faster')).toBe(2)
    expect(speedAfter('slower', 'slower')).toBe(0.25)
    expect(speedAfter(...Array<'faster'>(9).fill('faster'))).toBe(8)
    expect(speedAfter(...Array<'slower'>(9).fill('slower'), 'faster')).toBe(0.5)
  })

  it('jumps to the end to stay there, and plays again from the start', () => {
    const ended = after(load, { kind: 'toEnd' })
    expect(ended).toMatchObject({ position: 10, playing: false })
    expect(advance(ended, { kind: 'toggle' })).toMatchObject({ position: 0, playing: true })
  })

  it('stops at the state after the last action', () => {
    const state = after(load, tick(5000))
    expect(state.position).toBe(10)
    expect(isAtEnd(state)).toBe(true)
  })

  it('stands still while paused', () => {
    expect(after(load, { kind: 'pause' }, tick(100)).position).toBe(0)
  })

  it('pauses when stepped by hand, and stays within the episode', () => {
    expect(after(load, tick(100), { kind: 'stepForward' })).toMatchObject({
      position: 6,
      playing: false,
    })
    expect(after(load, { kind: 'stepBack' }).position).toBe(0)
    expect(after(load, { kind: 'seek', position: 99 }).position).toBe(10)
  })

  it('begins again when played from its end', () => {
    expect(after(load, tick(5000), { kind: 'toggle' })).toMatchObject({
      position: 0,
      playing: true,
    })
  })

  it('shows a new episode from its start, at the speed and in the state of the last', () => {
    const state = after(
      load,
      { kind: 'setSpeed', speed: 4 },
      { kind: 'pause' },
      { kind: 'seek', position: 3 },
      { kind: 'load', length: 20 },
    )
    expect(state).toEqual({ length: 20, position: 0, playing: false, speed: 4, fraction: 0 })
  })

  it('is not at the end of nothing', () => {
    expect(isAtEnd(initialPlayback)).toBe(false)
  })
})
