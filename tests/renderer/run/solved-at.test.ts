// @vitest-environment happy-dom
import { mount, RouterLinkStub } from '@vue/test-utils'
import { expect, it } from 'vitest'
import ResultsTable from '#renderer/components/compare/ResultsTable.vue'
import RunNumbers from '#renderer/components/run/RunNumbers.vue'
import { comparedRuns } from '#renderer/compare/series.ts'
import { exampleRun } from '../example-run.ts'

/** Solved by its hundredth episode, which is where the axis of the learning curve says 100. */
const run = exampleRun({
  progress: { solvedAt: { episode: 99, environmentSteps: 9000, wallTimeMs: 500 } },
})
const global = {
  stubs: {
    RouterLink: RouterLinkStub,
    StatusMark: true,
    DefinedTerm: { props: ['label'], template: '<span>{{ label }}</span>' },
  },
}

it('a run says after how many episodes it was solved, counted as on the axis of its curve', () => {
  const numbers = mount(RunNumbers, { props: { run }, global })
  expect(numbers.text()).toMatch(/Solved at\D*100\s*episodes/)
})

it('a comparison says the same', () => {
  const table = mount(ResultsTable, { props: { compared: comparedRuns([run], 'light') }, global })
  const column = table.findAll('thead th').findIndex((th) => th.text().includes('Solved at'))
  expect(table.findAll('tbody tr > *')[column]!.text()).toBe('100')
})
