import { mount } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import RunForm from '#renderer/components/form/RunForm.vue'
import { parseSeeds } from '#renderer/components/form/seeds.ts'
import SweepPanel from '#renderer/components/form/SweepPanel.vue'
import { useDraft } from '#renderer/composables/useDraft.ts'
import { useSweepForm } from '#renderer/composables/useSweepForm.ts'

/** The form and the panel of an experiment as their page holds them. */
export function openSweepForm() {
  const { draft } = useDraft()
  draft.value = { ...draft.value, seeds: '1..5' }
  const sweep = useSweepForm({
    draft,
    seeds: () => parseSeeds(draft.value.seeds, 1),
    pastRuns: () => [],
    workers: () => 2,
  })
  const form = mount(
    defineComponent(
      () => () =>
        h('div', [
          h(RunForm, {
            config: draft.value.config,
            'onUpdate:config': (config: Readonly<Record<string, unknown>>) => {
              draft.value = { ...draft.value, config }
            },
            seedsText: draft.value.seeds,
            problems: sweep.read.value.problems,
            seeds: parseSeeds(draft.value.seeds, 1),
            varying: sweep.varying.value,
          }),
          sweep.isOn.value
            ? h(SweepPanel, {
                modelValue: sweep.sweepDraft.value,
                'onUpdate:modelValue': (changed) => (sweep.sweepDraft.value = changed),
                variations: sweep.listed.value,
                invalid: sweep.invalid.value,
                combinations: sweep.expanded.value?.cells.length ?? null,
                repeated: 0,
                seeds: 5,
                onTurnOff: sweep.turnOff,
              })
            : null,
        ]),
    ),
    { global: { stubs: { UIcon: true, UButton: true, DefinedTerm: true } } },
  )
  const named = (name: string) => form.get(`[aria-label="${name}"]`)
  const rate = () => form.get<HTMLInputElement>('#field-optimizer-learningRate')
  return { form, draft, sweep, named, rate }
}
