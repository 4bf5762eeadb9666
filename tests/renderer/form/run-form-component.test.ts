// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import RunForm from '#renderer/components/form/RunForm.vue'
import { runProblems } from '#renderer/components/form/run-form.ts'
import { parseSeeds } from '#renderer/components/form/seeds.ts'
import { presets } from '#shared/presets.ts'
import { environmentIds } from '#shared/environments.ts'

/** The form as its page holds it. */
function open() {
  const config = shallowRef<Readonly<Record<string, unknown>>>({
    ...presets['cartpole-reinforce']!.config,
  })
  const seeds = shallowRef('')
  const form = mount(
    defineComponent(
      () => () =>
        h(RunForm, {
          config: config.value,
          'onUpdate:config': (changed: Readonly<Record<string, unknown>>) => {
            config.value = changed
          },
          seedsText: seeds.value,
          'onUpdate:seedsText': (changed: string) => {
            seeds.value = changed
          },
          problems: runProblems(config.value),
          seeds: parseSeeds(seeds.value, 1),
        }),
    ),
    { global: { stubs: { DefinedTerm: true, HelpHint: true } } },
  )
  const text = (id: string) => form.get<HTMLInputElement>(`#field-${id}`)
  const choice = (id: string) => form.get<HTMLSelectElement>(`select#field-${id}`)
  return { form, config, text, choice }
}

describe('the form of a run', () => {
  it('has a labelled control for every value of the configuration', () => {
    const { form } = open()
    const labels = form.findAll('label').map((label) => label.text())
    expect(labels).toEqual(expect.arrayContaining(['Environment', 'Learning rate', 'Seed']))
    for (const label of form.findAll('label')) {
      expect(form.find(`[id="${label.attributes('for')}"]`).exists()).toBe(true)
    }
  })

  it('leaves what is being typed alone while it means the same', async () => {
    const { config, text } = open()
    await text('policy-hiddenSizes').setValue('32, ')
    expect(config.value['policy']).toMatchObject({ hiddenSizes: [32] })
    expect(text('policy-hiddenSizes').element.value).toBe('32, ')
  })

  it('folds parameters away that have their defaults, and unfolds them when one is wrong', async () => {
    const { form, text } = open()
    const folded = () => form.get('details')
    expect(folded().attributes('open')).toBeUndefined()
    expect(folded().get('summary').text()).toBe('9 parameters')
    await text('environment-parameters-gravity').setValue('3.7')
    expect(folded().get('summary').text()).toBe('9 parameters, 1 changed')
    await text('environment-parameters-gravity').setValue('-1')
    expect(folded().attributes('open')).toBeDefined()
    expect(form.get('#field-environment-parameters-gravity-problem').text()).toContain('at least 0')
  })

  it('says beside a field what is wrong with it', async () => {
    const { form, text } = open()
    await text('optimizer-learningRate').setValue('-1')
    expect(text('optimizer-learningRate').attributes('aria-invalid')).toBe('true')
    expect(form.get('#field-optimizer-learningRate-problem').text()).toContain(
      'Learning rate is -1; must be greater than 0',
    )
  })

  it('reads an emptied optional number as none', async () => {
    const { config, text } = open()
    await text('optimizer-maxGradientNorm').setValue('0.5')
    expect(config.value['optimizer']).toMatchObject({ maxGradientNorm: 0.5 })
    await text('optimizer-maxGradientNorm').setValue('')
    expect(config.value['optimizer']).toMatchObject({ maxGradientNorm: null })
  })

  it('keeps the learning rate when the optimizer changes', async () => {
    const { config, text, choice } = open()
    await text('optimizer-learningRate').setValue('2e-3')
    await choice('optimizer').setValue('0')
    expect(config.value['optimizer']).toEqual({
      kind: 'sgd',
      learningRate: 0.002,
      schedule: 'constant',
      maxGradientNorm: null,
    })
  })

  it('offers only policies that can act in the environment', async () => {
    const { choice } = open()
    const isDisabled = () =>
      choice('policy')
        .findAll('option')
        .map((option) => option.attributes('disabled') !== undefined)
    expect(isDisabled()).toEqual([false, true, false])
    await choice('environment').setValue(
      String(environmentIds.indexOf('MovingParticleContinuous-v0')),
    )
    expect(isDisabled()).toEqual([true, false, false])
  })

  it('steps a whole number with the arrow keys, within its range', async () => {
    const { config, text } = open()
    await text('seed').trigger('keydown', { key: 'ArrowUp', shiftKey: true })
    expect(config.value['seed']).toBe(11)
    await text('batch-episodes').setValue('1')
    await text('batch-episodes').trigger('keydown', { key: 'ArrowDown' })
    expect(config.value['batch']).toEqual({ episodes: 1 })
  })

  it('shows which seeds will run', async () => {
    const { form, text } = open()
    await text('seeds').setValue('1..3')
    expect(form.text()).toContain('3 runs: 1, 2, 3')
  })
})
