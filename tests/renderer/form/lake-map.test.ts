// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { nextTile, resized, rowsOf, withTile } from '#renderer/components/form/lake-map.ts'
import LakeMapControl from '#renderer/components/form/LakeMapControl.vue'

describe('a lake’s map', () => {
  it('goes through ice, hole, goal and start, and begins again', () => {
    expect(['F', 'H', 'G', 'S', '?'].map(nextTile)).toEqual(['H', 'G', 'S', 'F', 'F'])
  })

  it('is called by its preset where it is one', () => {
    const own = withTile(rowsOf('4x4'), 0, 1, 'H')
    expect(own).toEqual(['SHFF', 'FHFH', 'FFFH', 'HFFG'])
    expect(withTile(rowsOf(own), 0, 1, 'F')).toBe('4x4')
  })

  it('gains ice and loses what is beyond its new size', () => {
    expect(resized(['SF', 'FG'], 3, 3)).toEqual(['SFF', 'FGF', 'FFF'])
    expect(resized(['SFF', 'FGF', 'FFF'], 2, 2)).toEqual(['SF', 'FG'])
    expect(resized(['SF', 'FG'], 1, 99)).toEqual([`SF${'F'.repeat(30)}`, `FG${'F'.repeat(30)}`])
  })
})

describe('the editor of a lake’s map', () => {
  function mountEditor(modelValue: unknown = ['SF', 'FG']) {
    const editor = mount(LakeMapControl, {
      props: {
        id: 'map',
        invalid: false,
        modelValue,
        'onUpdate:modelValue': (changed: unknown) => editor.setProps({ modelValue: changed }),
      },
      attachTo: document.body,
    })
    const press = async (key: string) => {
      await editor.get('[role=grid]').trigger('keydown', { key })
      await nextTick()
    }
    const map = () => editor.props('modelValue')
    return { editor, press, map }
  }

  it('walks with the arrow keys and cycles a tile with space', async () => {
    const { editor, press, map } = mountEditor()
    await press('ArrowRight')
    await press(' ')
    expect(map()).toEqual(['SH', 'FG'])
    // The border stops.
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowLeft']) await press(key)
    expect(editor.get('[tabindex="0"]').attributes('aria-label')).toBe('row 2, column 1: ice')
    await press('g')
    expect(map()).toEqual(['SH', 'GG'])
    editor.unmount()
  })

  it('cycles the tile that is clicked, and paints the same while dragging', async () => {
    const { editor, map } = mountEditor()
    const tiles = editor.findAll('[role=gridcell]')
    await tiles[1]!.trigger('pointerdown', { buttons: 1 })
    await tiles[2]!.trigger('pointerenter', { buttons: 1 })
    expect(map()).toEqual(['SH', 'HG'])
    await tiles[3]!.trigger('pointerenter', { buttons: 0 })
    expect(map()).toEqual(['SH', 'HG'])
    editor.unmount()
  })

  it('takes presets, and other sizes', async () => {
    const { editor, map } = mountEditor('4x4')
    await editor.get('select').setValue('8x8')
    expect(map()).toBe('8x8')
    expect(editor.findAll('[role=gridcell]')).toHaveLength(64)
    await editor.get('[aria-label="Fewer rows"]').trigger('click')
    expect((map() as string[]).length).toBe(7)
    expect((editor.get('select').element as HTMLSelectElement).value).toBe('own map')
    editor.unmount()
  })
})
