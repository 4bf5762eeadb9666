// @vitest-environment happy-dom
import UApp from '@nuxt/ui/components/App.vue'
import ui from '@nuxt/ui/vue-plugin'
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, reactive, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import PlaybackPanel from '#renderer/components/playback/PlaybackPanel.vue'
import { frameAt } from '#renderer/playback/frame.ts'
import { advance, initialPlayback, type PlaybackAction } from '#renderer/playback/playback.ts'
import { presets } from '#shared/presets.ts'
import { exampleEpisode } from './example-episode.ts'

const episode = exampleEpisode(
  [0.25, 0.75].map((probability, i) => ({
    observation: [0.5, 0, 0, 0],
    state: [0.5, 0, 0, 0],
    action: i,
    policy: { kind: 'categorical', probabilities: [1 - probability, probability] },
    reward: 1,
  })),
  { update: 1234 },
)

const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/', component: PlaybackPanel }],
})

function open(error: string | null = null) {
  const state = shallowRef(
    advance({ ...initialPlayback, playing: false }, { kind: 'load', length: 2 }),
  )
  const dispatch = (action: PlaybackAction) => {
    state.value = advance(state.value, action)
    playback.frame = error ? null : frameAt(episode, state.value.position)
  }
  const playback = reactive({
    episode: error ? null : episode,
    frame: error ? null : frameAt(episode, 0),
    state,
    loading: false,
    error,
    canFollow: true,
    follow: true,
    dispatch,
    request: async () => undefined,
  }) as never as InstanceType<typeof PlaybackPanel>['$props']['playback'] & {
    frame: ReturnType<typeof frameAt> | null
  }
  const { config } = presets['cartpole-reinforce']!
  const wrapper = mount(
    defineComponent(() => () => h(UApp, () => h(PlaybackPanel, { playback, config }))),
    { attachTo: document.body, global: { plugins: [ui, router] } },
  )
  return { panel: wrapper.get('section'), state }
}

describe('playback panel', () => {
  it('shows the policy, the observation and where they come from', () => {
    const { panel } = open()
    const text = panel.text()
    expect(text).toContain('policy after 1,234 updates')
    expect(text).toMatch(/push left \(chosen\)\s*0\.750/)
    expect(text).toMatch(/cart position\s*0\.500\s*m/)
  })

  it('says the state in words for those who cannot see the canvas', () => {
    const { panel } = open()
    expect(panel.get('canvas').attributes('aria-label')).toContain(
      'Cart-pole, step 0: cart position 0.50 m',
    )
  })

  it('is steered by keys when it has the focus, and leaves those of its controls alone', async () => {
    const { panel, state } = open()
    await panel.trigger('keydown', { key: 'ArrowRight' })
    expect(state.value.position).toBe(1)
    await panel.trigger('keydown', { key: ' ' })
    expect(state.value.playing).toBe(true)
    await panel.get('input[type=range]').trigger('keydown', { key: 'ArrowLeft' })
    expect(state.value.position).toBe(1)
  })

  it('says how the episode ended', async () => {
    const { panel } = open()
    await panel.get('input[type=range]').setValue(2)
    expect(panel.text()).toContain('Terminated: failed after 2 steps')
  })

  it('tells at the end what the last step was: of an episode of one step nothing else is seen', async () => {
    const { panel } = open()
    await panel.get('input[type=range]').setValue(1)
    const last = panel.get('[aria-label="Probability of each action"]').text()
    expect(last).toMatch(/push right \(chosen\)\s*0\.750/)
    await panel.get('input[type=range]').setValue(2)
    expect(panel.get('[aria-label="Probability of each action"]').text()).toBe(last)
    expect(panel.get('[aria-label="Direction of the score"]').text()).not.toContain('–')
    expect(panel.text()).toContain('numbers of the last step')
  })

  it('says calmly why there is nothing to see, with a way to try again', () => {
    const { panel } = open('Run 1 has no policy yet')
    expect(panel.text()).toContain('Run 1 has no policy yet')
    expect(panel.findAll('button').map((button) => button.text())).toContain('Try again')
  })
})
