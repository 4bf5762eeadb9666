import { describe, expect, it } from 'vitest'
import { dataFolder, homeFolder } from '#main/data-directory.ts'

const home = () => '/home/ada'

describe('the folder for data', () => {
  it.each([
    ['linux', {}, '/home/ada/.local/share/reinforce-workbench'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/reinforce-workbench'],
    ['linux', { XDG_DATA_HOME: 'data' }, '/home/ada/.local/share/reinforce-workbench'],
    ['linux', { XDG_DATA_HOME: '' }, '/home/ada/.local/share/reinforce-workbench'],
    [
      'darwin',
      { XDG_DATA_HOME: '/data' },
      '/home/ada/Library/Application Support/reinforce-workbench',
    ],
    ['win32', {}, '/home/ada/AppData/Local/reinforce-workbench/Data'],
  ])('of %s with %o is %s', (platform, environment, expected) => {
    expect(dataFolder(platform, environment, home)).toBe(expected)
  })

  it.each(['', 'relative', './here'])('is that of the listed user where HOME is “%s”', (named) => {
    expect(homeFolder(() => named, home)).toBe('/home/ada')
  })

  it('is refused with a sentence where nobody knows a home', () => {
    const unlisted = () => {
      throw new Error('no such user')
    }
    expect(() => homeFolder(() => '', unlisted)).toThrow('set it to the full path of a folder')
    expect(() =>
      homeFolder(
        () => '',
        () => '',
      ),
    ).toThrow('There is no home folder')
  })
})
