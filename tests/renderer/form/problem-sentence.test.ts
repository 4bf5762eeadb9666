import { expect, it } from 'vitest'
import { problemSentence } from '#renderer/components/form/form-context.ts'
import { runProblems } from '#renderer/components/form/run-form.ts'
import { presets } from '#shared/presets.ts'

const { config } = presets['cartpole-reinforce']!
const said = (changes: object) => runProblems({ ...config, ...changes }).map(problemSentence)

it('names what is wrong by the title of its field', () => {
  expect(said({ optimizer: { kind: 'adam', learningRate: -1 } })).toEqual([
    'Learning rate is -1; must be greater than 0',
  ])
  expect(said({ policy: { kind: 'mlp', hiddenSizes: [64, 0] } })).toEqual([
    expect.stringContaining('Hidden layers, item 2, is 0'),
  ])
})
