// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { followToken, takeToken } from '#renderer/token.ts'

describe('the start token', () => {
  beforeEach(() => {
    sessionStorage.clear()
    history.replaceState(null, '', '/')
  })

  it('is taken from the address and leaves no trace there', () => {
    history.replaceState(null, '', '/#token=abc-_9')
    expect(takeToken()).toBe('abc-_9')
    expect(location.hash).toBe('')
  })

  it('outlives a reload, which shows a page in the fragment', () => {
    history.replaceState(null, '', '/#token=abc')
    takeToken()
    history.replaceState(null, '', '/#/runs/3')
    expect(takeToken()).toBe('abc')
    expect(location.hash).toBe('#/runs/3')
  })

  it('gives way to that of a newer start', () => {
    history.replaceState(null, '', '/#token=old')
    takeToken()
    history.replaceState(null, '', '/#token=new')
    expect(takeToken()).toBe('new')
  })

  it('of an address pasted over the old one begins the page anew', () => {
    let reloads = 0
    followToken(() => void reloads++)
    dispatchEvent(new PopStateEvent('popstate'))
    expect(reloads).toBe(0)
    history.replaceState(null, '', '/#token=pasted')
    dispatchEvent(new PopStateEvent('popstate'))
    expect(reloads).toBe(1)
    expect(takeToken()).toBe('pasted')
  })

  it('is null where there never was one', () => {
    expect(takeToken()).toBeNull()
  })
})
