import { describe, expect, it } from 'vitest'
import { readMessage, shapeProblem } from '#main/headless/read-message.ts'
import { RefusedMessage } from '#shared/rpc.ts'

describe('the text of a message', () => {
  it.each([
    '{"id":1,"method":"runs.list"}',
    '{"id":1,"params":{"text":"]]]}}}[[[{{{,,,"}}',
    String.raw`{"id":1,"params":"a \" [ \\"}`,
    String.raw`{"a\\":["\\\"["]}`,
    '[]',
    '',
  ])('%s is read as JSON', (text) => {
    let expected: unknown
    try {
      expected = JSON.parse(text)
    } catch {
      expected = undefined
    }
    expect(readMessage(text)).toEqual(expected)
  })

  it('is refused unread where it is deeper or larger than any call, with the number of the call', () => {
    const wrap = (params: string) => `{"id":7,"method":"lab.exact","params":${params}}`
    const deep = readMessage(wrap('['.repeat(10_000) + ']'.repeat(10_000)))
    expect(deep).toBeInstanceOf(RefusedMessage)
    expect(deep).toMatchObject({ id: 7, reason: expect.stringContaining('nested deeper than 32') })
    expect(readMessage(wrap(`[${'[],'.repeat(200_000)}[]]`))).toMatchObject({
      id: 7,
      reason: 'The message holds more than 200000 lists and objects',
    })
    expect(readMessage(wrap(`[${'1,'.repeat(2_000_000)}1]`))).toMatchObject({
      id: 7,
      reason: 'The message holds more than 1500000 values',
    })
  })

  it('tells its number at the end too', () => {
    const text = `{"params":${'['.repeat(40)}${']'.repeat(40)},"method":"x","id":12}`
    expect(readMessage(text)).toMatchObject({ id: 12 })
  })

  it('counts brackets outside of strings alone', () => {
    expect(shapeProblem(`"${'['.repeat(100)}"`)).toBeNull()
    expect(shapeProblem(String.raw`"\\"` + '['.repeat(33))).toContain('nested')
    expect(shapeProblem(String.raw`"\"` + '['.repeat(100) + '"')).toBeNull()
  })
})
