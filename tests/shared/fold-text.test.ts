import { expect, it } from 'vitest'
import { foldText, isAscii } from '#shared/fold-text.ts'

const letters = Array.from({ length: 0x1_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCharCode(code))

it('makes texts equal that differ in case only', () => {
  for (const [a, b] of [
    ['ÉTUDE', 'étude'],
    ['E\u0301tude', 'étude'],
    ['Ωmega', 'ωMEGA'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['Straße', 'STRASSE'],
    ['µ', 'μ'],
  ]) {
    expect(foldText(a!)).toBe(foldText(b!))
  }
  expect(foldText('étude')).not.toBe(foldText('etude'))
})

it('changes nothing when it is done twice, for every letter there is', () => {
  const unstable = letters.filter((letter) => foldText(foldText(letter)) !== foldText(letter))
  expect(unstable).toEqual([])
})

it('makes a letter equal to its capital and its small form', () => {
  const differing = letters.filter(
    (letter) =>
      foldText(letter.toUpperCase()) !== foldText(letter) ||
      // The dotted capital I alone has a small form of two letters that share no capital with it.
      (foldText(letter.toLowerCase()) !== foldText(letter) && letter !== 'İ'),
  )
  expect(differing).toEqual([])
})

it('does to ASCII what SQLite’s lower does', () => {
  const ascii = letters.slice(0, 128).join('')
  expect(isAscii(ascii)).toBe(true)
  expect(isAscii('é')).toBe(false)
  expect(foldText(ascii)).toBe(ascii.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()))
})
