// @vitest-environment happy-dom
import { mount, RouterLinkStub } from '@vue/test-utils'
import { expect, it } from 'vitest'
import ResultsTable from '#renderer/components/compare/ResultsTable.vue'
import RunNumbers from '#renderer/components/run/RunNumbers.vue'
import { basicColumns } from '#renderer/components/runs/columns.ts'
import RunRow from '#renderer/components/runs/RunRow.vue'
import { comparedRuns } from '#renderer/compare/series.ts'
import { exampleRun } from '../example-run.ts'

const run = exampleRun({
  progress: { episodes: 1_000_000, meanReturnLast100: 482.234, standardErrorLast100: 3.14159 },
})
const global = {
  stubs: {
    RouterLink: RouterLinkStub,
    StatusMark: true,
    RunButtons: true,
    UIcon: true,
    DefinedTerm: { props: ['label', 'definition'], template: '<span>{{ definition }}</span>' },
  },
}

it('the mean return stands beside its error wherever it is shown, however many episodes there are', () => {
  const numbers = mount(RunNumbers, { props: { run }, global }).text()
  expect(numbers).toMatch(/482\.2\s*± 3\.1/)
  expect(numbers).toContain('s/√n')
  const results = mount(ResultsTable, { props: { compared: comparedRuns([run], 'light') }, global })
  expect(results.text()).toContain('482.2 ± 3.1')
  expect(results.text()).toContain('s/√n')
  const props = {
    ...{ run, columns: basicColumns, now: new Date() },
    ...{ isSelected: false, isActive: false, isMember: false },
  }
  const row = mount(RunRow, { props, global })
  expect(row.find('[title*="482.2 ± 3.1"]').exists()).toBe(true)
})
