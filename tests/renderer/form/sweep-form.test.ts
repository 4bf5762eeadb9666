// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { openSweepForm as open } from './open-sweep-form.ts'

beforeEach(() => localStorage.clear())

describe('the switch beside a field', () => {
  it('turns it into a list that begins with its value, and back', async () => {
    const { form, sweep, named, rate } = open()
    expect(sweep.isOn.value).toBe(false)
    await named('Vary Learning rate').trigger('click')
    expect(named('Vary Learning rate').attributes('aria-pressed')).toBe('true')
    expect(rate().element.value).toBe('0.01')
    await rate().setValue('0.001, 0.01')
    expect(form.get('#field-optimizer-learningRate-preview').text()).toBe('0.001, 0.01')
    expect(form.text()).toContain('2 combinations × 5 seeds = 10 runs')

    await named('Vary Learning rate').trigger('click')
    expect(sweep.isOn.value).toBe(false)
    await named('Vary Learning rate').trigger('click')
    expect(rate().element.value).toBe('0.001, 0.01')
  })

  it('is beside every field but the seed, and each has a name of its own', () => {
    const { form } = open()
    const names = form
      .findAll('button[aria-pressed]')
      .map((button) => button.attributes('aria-label'))
    expect(names).toEqual(
      expect.arrayContaining(['Vary Environment', 'Vary Discount', 'Vary Engine']),
    )
    expect(names).not.toContain('Vary Seed')
    expect(new Set(names).size).toBe(names.length)
  })

  it('gives choices their ticks, and needs one', async () => {
    const { form, sweep, named } = open()
    await named('Vary Baseline').trigger('click')
    const ticks = named('Values of Baseline').findAll<HTMLInputElement>('input[type=checkbox]')
    await ticks[0]!.setValue(true)
    expect(sweep.read.value.sweep!.vary).toEqual([
      { path: 'estimator.baseline', values: ['none', 'mean'] },
    ])
    await ticks[0]!.setValue(false)
    await ticks[1]!.setValue(false)
    expect(form.get('#field-estimator-baseline-choices-problem').text()).toContain(
      'Baseline has no value ticked',
    )
  })

  it('makes a range of the list, on a logarithmic scale where the field is of one', async () => {
    const { form, sweep, named, rate } = open()
    await named('Vary Learning rate').trigger('click')
    await rate().setValue('0.001, 0.1')
    await named('Values of Learning rate').findAll('input[type=radio]')[1]!.setValue(true)
    expect(sweep.read.value.sweep!.vary).toEqual([
      { path: 'optimizer.learningRate', from: 0.001, to: 0.1, count: 3, scale: 'logarithmic' },
    ])
    expect(form.get('#field-optimizer-learningRate-preview').text()).toBe('0.001, 0.01, 0.1')
    await form.get('[aria-label="Learning rate, values"]').setValue('1')
    expect(form.get('#field-optimizer-learningRate-problem').text()).toContain(
      'needs a count of values from 2 to 1,000',
    )
  })
})

describe('an experiment', () => {
  it('needs a name', async () => {
    const { sweep, named } = open()
    await named('Vary Learning rate').trigger('click')
    expect(sweep.obstacle.value).toBe('The experiment needs a name.')
    await named('Name of the experiment').setValue('Rates')
    expect(sweep.obstacle.value).toBeNull()
  })

  it('names what cannot be trained, and leaves it out if that is wished', async () => {
    const { form, sweep, named } = open()
    await named('Vary Environment').trigger('click')
    const ticks = named('Values of Environment').findAll<HTMLInputElement>('input[type=checkbox]')
    const titles = named('Values of Environment')
      .findAll('label')
      .map((label) => label.text())
    // Its actions are continuous, and a linear softmax policy has none to choose from.
    await ticks[titles.indexOf('Pendulum-v1')]!.setValue(true)
    await named('Vary Policy').trigger('click')
    const policies = named('Values of Policy').findAll<HTMLInputElement>('input[type=checkbox]')
    await policies[0]!.setValue(true)
    expect(sweep.obstacle.value).toMatch(
      /^1 of 4 combinations cannot be trained\. Environment Pendulum-v1/,
    )
    expect(form.text()).toContain('Leave out 1 combination that cannot be trained')
    await form
      .findAll('label')
      .find((label) => label.text().startsWith('Leave out'))!
      .get('input')
      .setValue(true)
    expect(sweep.expanded.value!.cells).toHaveLength(3)
    expect(sweep.obstacle.value).toBe('The experiment needs a name.')
  })

  it('is told to be too large before anything is made', async () => {
    const { sweep, named, rate } = open()
    await named('Vary Learning rate').trigger('click')
    await rate().setValue('0.001, 0.1')
    await named('Values of Learning rate').findAll('input[type=radio]')[1]!.setValue(true)
    await named('Learning rate, values').setValue('1000')
    await named('Vary Discount').trigger('click')
    await named('Values of Discount').get('input[type=text]').setValue('0.9, 0.99, 1')
    expect(sweep.obstacle.value).toBe(
      'The sweep asks for 3,000 combinations × 5 seeds = 15,000 runs; at most 10,000 are allowed',
    )
  })

  it('tells what all runs take', async () => {
    const { sweep, named, rate } = open()
    await named('Vary Learning rate').trigger('click')
    await rate().setValue('0.001, 0.01')
    const { runs, mostSteps, workMs, longestMs } = sweep.estimate.value!
    expect([runs, mostSteps]).toEqual([10, 10 * 500_000])
    expect(longestMs).toBeCloseTo(workMs / 2, 5)
  })
})
