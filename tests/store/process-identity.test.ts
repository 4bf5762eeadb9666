import { describe, expect, it } from 'vitest'
import { parseProcessStat } from '#main/store/process-identity.ts'

const stat = (name: string, state: string) =>
  `26761 (${name}) ${state} 26758 26758 25386 0 -1 4194304 100 0 0 0 0 0 0 0 20 0 1 0 720619 3133440 389 0\n`

describe('what Linux tells of a process', () => {
  it.each(['node', 'a b', ') R 1 (', '))'])('is read whatever its name: %s', (name) => {
    expect(parseProcessStat(stat(name, 'T'))).toEqual({ isEnded: false, startTicks: 720619 })
  })

  it('says whether it has ended', () => {
    expect(parseProcessStat(stat('node', 'Z'))!.isEnded).toBe(true)
    expect(parseProcessStat(stat('node', 'S'))!.isEnded).toBe(false)
  })

  it.each(['', '1 (node) S 1 2', 'nonsense'])('is nothing in %j', (text) => {
    expect(parseProcessStat(text)).toBeNull()
  })
})
