import { expect, it } from 'vitest'
import { createSparsePages } from '#renderer/composables/sparse-pages.ts'

const entries = (offset: number, count: number) =>
  Array.from({ length: count }, (_, i) => offset + i)

it('asks for the pages of a part that are not there, and has them when they are put', () => {
  const pages = createSparsePages<number>()
  expect(pages.missing({ first: 150, last: 260 }, null)).toEqual({ offset: 100, limit: 200 })
  pages.put(100, entries(100, 200), 100_000)
  expect(pages.missing({ first: 150, last: 260 }, 100_000)).toBeNull()
  expect([pages.get(99), pages.get(100), pages.get(299), pages.get(300)]).toEqual([
    undefined,
    100,
    299,
    undefined,
  ])
})

it('keeps what is outdated until it is read again', () => {
  const pages = createSparsePages<number>()
  pages.put(0, entries(0, 100), 100)
  pages.outdate()
  expect(pages.get(7)).toBe(7)
  expect(pages.missing({ first: 0, last: 40 }, 100)).toEqual({ offset: 0, limit: 100 })
})

it('forgets what lies beyond the end and what is far away', () => {
  const pages = createSparsePages<number>()
  pages.put(200, entries(200, 50), 250)
  pages.put(0, entries(0, 100), 120)
  expect(pages.get(200)).toBeUndefined()
  for (let page = 0; page < 60; page++) pages.put(100 * page, entries(100 * page, 100), 100_000)
  expect(pages.get(0)).toBeUndefined()
  expect(pages.get(5900)).toBe(5900)
})
