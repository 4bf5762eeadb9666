import { expect, it } from 'vitest'
import { menuTemplate } from '#main/electron/menu.ts'
import { pages } from '#shared/pages.ts'

const gone: string[] = []
const template = menuTemplate({ goTo: (path) => gone.push(path), databasePath: () => '/data/a.db' })
const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
const accelerators = items.flatMap(({ accelerator }) => accelerator ?? [])

it('the menu leads to every page, each once, by the key the page itself knows', () => {
  gone.length = 0
  for (const { click } of items.filter(({ accelerator }) => accelerator)) (click as () => void)()
  expect(gone.toSorted()).toEqual(pages.map(({ path }) => path).toSorted())
  for (const { title, shortcut } of pages) {
    const item = items.find(({ label }) => label === title)
    if (title === 'New run') continue
    expect(item?.accelerator).toBe(`CmdOrCtrl+${shortcut.replace('Mod+', '')}`)
  }
})

it('takes no key from the page', () => {
  for (const taken of ['K', 'O', 'Enter']) {
    expect(accelerators).not.toContain(`CmdOrCtrl+${taken}`)
  }
  expect(new Set(accelerators).size).toBe(accelerators.length)
})
