import { expect, it } from 'vitest'
import { canRun } from '#renderer/actions/action.ts'
import { comparisonActions } from '#renderer/compare/comparison-actions.ts'
import {
  comparisonSettings,
  type ComparisonSettings,
} from '#renderer/compare/comparison-settings.ts'

function actionsOf(mode: 'runs' | 'groups' | 'sweep', settings = comparisonSettings.parse({})) {
  const changes: ComparisonSettings[] = []
  const modes: string[] = []
  const actions = comparisonActions({
    mode,
    settings,
    setMode: (as) => modes.push(as),
    change: (changed) => changes.push(changed),
  })
  const run = (id: string) => actions.find((action) => action.id === id)!.run()
  return { actions, run, changes, modes }
}

it('the Compare page adds charts, takes them away and smooths what is shown', () => {
  const { actions, run, changes } = actionsOf('groups')
  run('compare-add-chart')
  run('compare-smooth')
  expect(changes[0]!.panels).toHaveLength(2)
  expect([changes[1]!.groups.smooths, changes[1]!.runs.smooths]).toEqual([true, true])
  expect(actions.filter((action) => !canRun(action)).map(({ id }) => id)).toEqual([
    'compare-as-groups',
    'compare-remove-chart',
  ])
})

it('a sweep has no charts to add, and leads back to runs', () => {
  const { actions, run, modes } = actionsOf('sweep')
  expect(actions).toHaveLength(3)
  run('compare-as-runs')
  expect(modes).toEqual(['runs'])
})
