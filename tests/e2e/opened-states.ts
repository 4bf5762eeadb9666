import type { Page } from 'playwright-core'
import * as at from './pages.ts'
import { everyPage, type Shown } from './every-page.ts'

/** A menu, a dialog or another thing that a page shows only once it is asked for. */
export interface OpenedState {
  /** Names its picture. */
  readonly name: string
  /** Name of the page it is on. */
  readonly on: string
  /** Leaves it open. */
  open(): Promise<void>
}

/** What can be opened on the pages that show runs, and experiment 1. */
function openedStates(page: Page): readonly OpenedState[] {
  const button = (name: string | RegExp) => page.getByRole('button', { name }).first()
  const item = (name: string | RegExp) => page.getByRole('menuitem', { name }).first()
  const press = async (key: string, heading: string) => {
    await page.keyboard.press(key)
    await page.getByRole('heading', { name: heading }).waitFor()
  }
  const openMenu = async (name: string | RegExp) => {
    await button(name).click()
    await item(/./).waitFor()
  }
  const typeFilter = async (text: string) => {
    await page.getByRole('combobox', { name: 'Filter runs' }).pressSequentially(text)
    await page.getByRole('option').first().waitFor()
  }
  const tickAll = () => page.getByRole('checkbox', { name: 'Select all shown runs' }).check()
  const vary = (label: string) =>
    page.getByRole('button', { name: `Vary ${label}`, exact: true }).click()

  return [
    {
      name: 'palette',
      on: 'runs',
      async open() {
        await page.keyboard.press('Control+k')
        await page.getByRole('combobox', { name: 'Find an action' }).waitFor()
      },
    },
    { name: 'shortcuts', on: 'run', open: () => press('?', 'Keyboard shortcuts') },
    { name: 'queue', on: 'runs', open: () => press('q', 'Waiting, in this order') },
    { name: 'filter-completion', on: 'runs', open: () => typeFilter('gam') },
    {
      name: 'filter-without-runs',
      on: 'runs',
      async open() {
        await page.getByRole('combobox', { name: 'Filter runs' }).fill('gamma = 0.123')
        await page.keyboard.press('Enter')
        await page.getByText('No run is found by').waitFor()
      },
    },
    {
      name: 'filter-examples',
      on: 'runs',
      async open() {
        await button('Examples of filters').click()
        await page.getByRole('list', { name: 'Examples' }).waitFor()
      },
    },
    {
      name: 'column-menu',
      on: 'runs',
      async open() {
        await button('Columns').click()
        await page.getByRole('searchbox', { name: 'Find a column' }).waitFor()
      },
    },
    {
      name: 'ticked-runs',
      on: 'runs',
      async open() {
        await page.getByRole('checkbox', { name: 'Group seeds' }).uncheck()
        await tickAll()
        await page.getByRole('group', { name: 'Ticked runs' }).waitFor()
      },
    },
    {
      name: 'tag-menu',
      on: 'runs',
      async open() {
        await tickAll()
        await page.keyboard.press('t')
        await page.getByRole('combobox', { name: 'Find or make a tag' }).fill('paper')
      },
    },
    { name: 'preset-menu', on: 'new-run', open: () => openMenu('Presets') },
    {
      name: 'sweep-form',
      on: 'new-run',
      async open() {
        await vary('Learning rate')
        await vary('Optimizer')
        await page.getByRole('radio', { name: 'Range' }).first().check()
      },
    },
    {
      name: 'form-problem',
      on: 'new-run',
      async open() {
        await page
          .getByRole('combobox', { name: 'Environment', exact: true })
          .selectOption({ label: 'FrozenLake-v1' })
        await at.field(page, 'Learning rate').fill('-1')
        await page.getByRole('grid').waitFor()
      },
    },
    { name: 'figure-menu', on: 'run', open: () => openMenu('Save this chart') },
    { name: 'episode-menu', on: 'run', open: () => openMenu('Save and compare episodes') },
    { name: 'export-menu', on: 'run', open: () => openMenu('Export') },
    {
      name: 'film-dialog',
      on: 'run',
      async open() {
        await openMenu('Save and compare episodes')
        await item(/WebM/).click()
        await page.getByRole('dialog', { name: 'Save the episode as a film' }).waitFor()
      },
    },
    {
      name: 'before-and-after',
      on: 'run',
      async open() {
        await page.getByRole('combobox', { name: 'Which episode' }).waitFor()
        await page.keyboard.press('b')
        await page.getByRole('dialog').getByText('what differs is the policy').waitFor()
      },
    },
    {
      name: 'chart-table',
      on: 'run',
      open: () => page.getByText('Show as table').first().click(),
    },
    {
      name: 'add-seeds',
      on: 'experiment',
      async open() {
        await button('Add seeds').click()
        await page.getByLabel('Seeds to add').waitFor()
      },
    },
    { name: 'delete-experiment', on: 'experiment', open: () => openMenu('Delete the experiment') },
    {
      name: 'compare-names',
      on: 'compare',
      async open() {
        await button(/^Names:/).click()
        await page.getByRole('group', { name: 'Named by' }).waitFor()
      },
    },
    {
      name: 'lab-check',
      on: 'lab',
      async open() {
        await button('Look along').click()
        await button('Check').click()
        await page.getByText('Against K').waitFor()
        await button('Look again from θ').waitFor()
      },
    },
  ]
}

/** Opens each of them on its page, loaded anew, for as long as `look` takes. */
export async function openEach(
  page: Page,
  shown: Shown,
  look: (state: OpenedState) => Promise<void>,
): Promise<void> {
  for (const state of openedStates(page)) {
    const { path, settled } = everyPage(page, shown).find(({ name }) => name === state.on)!
    await page.evaluate((path) => {
      // A filter or another choice that was kept belongs to the state before.
      localStorage.clear()
      location.hash = path
    }, path)
    await page.reload()
    await settled.waitFor()
    await state.open()
    await look(state)
  }
}
