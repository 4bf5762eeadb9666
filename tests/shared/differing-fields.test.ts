import { expect, it } from 'vitest'
import { differingFields } from '#shared/differing-fields.ts'
import { exampleConfig } from '../core/example-config.ts'

const { seed: _, ...config } = exampleConfig()
const other = { ...config, batch: { episodes: 7 } }

it('names what differs, and nothing of a lone configuration', () => {
  expect(differingFields([config, other])).toEqual([['batch.episodes 4'], ['batch.episodes 7']])
  expect(differingFields([config])).toEqual([[]])
})

it('names a group beside an empty one by nothing more than beside none', () => {
  expect(differingFields([config, null])).toEqual([[], []])
  expect(differingFields([config, null, other])).toEqual([
    ['batch.episodes 4'],
    [],
    ['batch.episodes 7'],
  ])
})
