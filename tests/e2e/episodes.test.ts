import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { presets } from '#shared/presets.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

const config = parseRunConfig({
  ...presets['cartpole-reinforce']!.config,
  budget: { environmentSteps: 3000, stopWhenSolved: false },
})

async function download(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()])
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

test('an episode is kept, found again, renamed, deleted and brought back, and saved as table and films', async ({
  workbench: { page, server },
}) => {
  const { id } = await server.client.call('runs.start', config)
  await page.goto(`${server.url.origin}/#/runs/${id}`)
  await at.status(page, 'Completed').first().waitFor()
  const viewer = at.episodeViewers(page)
  const scrubber = viewer.getByRole('slider', { name: 'Step' })
  await eventually(() => scrubber.isEnabled()).toBe(true)
  await viewer.getByText('Reward-to-go G').first().waitFor()
  await viewer.getByRole('list', { name: 'Direction of the score' }).waitFor()

  const which = viewer.getByRole('combobox', { name: 'Which episode' })
  const recordings = () => server.client.call('recordings.list', { runId: id })
  await eventually(async () => (await recordings()).some(({ moment }) => moment === 'end')).toBe(
    true,
  )
  const byItself = await recordings()
  expect(byItself[0]).toMatchObject({ moment: 'untrained', update: 0 })
  await page.keyboard.press('b')
  const both = page.getByRole('dialog', { name: 'Before and after' })
  await both.getByText('what differs is the policy').waitFor()
  const before = both.getByRole('combobox', { name: 'Episode before' })
  expect(await before.inputValue()).toBe(String(byItself[0]!.id))
  await before.selectOption(String(byItself[1]!.id))
  await both.getByText('after 1 update', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await both.waitFor({ state: 'detached' })

  await page.keyboard.press('k')
  const isMine = ({ moment }: { moment: unknown }) => moment === null
  await eventually(async () => (await recordings()).filter(isMine).length).toBe(1)
  const kept = (await recordings()).find(isMine)
  expect(kept).toMatchObject({ runId: id, name: expect.stringMatching(/^after \d+ updates?, /) })
  await eventually(() => which.inputValue()).toBe(String(kept!.id))
  const steps = kept!.length
  await eventually(() => scrubber.getAttribute('max')).toBe(String(steps))

  const menu = async (item: string) => {
    await viewer.getByRole('button', { name: 'Save and compare episodes' }).click()
    return page.getByRole('menuitem', { name: item })
  }
  const csv = await download(page, await menu('Save steps as CSV'))
  expect(csv.bytes.toString().trim().split('\r\n')).toHaveLength(1 + steps)

  await (await menu('Save film as GIF…')).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Large', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Save GIF' }).click()
  await dialog.getByRole('progressbar', { name: 'Progress of the film' }).waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.getByRole('progressbar').waitFor({ state: 'detached' })
  await dialog.getByText('Small', { exact: true }).click()
  const gif = await download(page, dialog.getByRole('button', { name: 'Save GIF' }))
  expect(gif.name).toMatch(/^run-1-episode-after-\d+-updates\.gif$/)
  expect(gif.bytes.subarray(0, 6).toString()).toBe('GIF89a')
  const pictures = await page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const decoder = new ImageDecoder({ data, type: 'image/gif' })
    await decoder.completed
    await decoder.tracks.ready
    const { frameCount } = decoder.tracks.selectedTrack!
    let seconds = 0
    let width = 0
    for (let frameIndex = 0; frameIndex < frameCount; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex })
      seconds += image.duration! / 1e6
      width = image.displayWidth
      image.close()
    }
    decoder.close()
    return { frameCount, seconds, width }
  }, gif.bytes.toString('base64'))
  expect(pictures).toEqual({
    frameCount: steps + 1,
    seconds: expect.closeTo(steps / 50 + 1, 1),
    width: 320,
  })

  await (await menu('Save film as WebM…')).click()
  const webm = await download(page, dialog.getByRole('button', { name: 'Save WebM' }))
  expect([...webm.bytes.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3])
  // Not on the page of the workbench, whose policy allows no films.
  const empty = await page.context().newPage()
  const film = await empty.evaluate(async (base64) => {
    const video = document.createElement('video')
    video.muted = true
    video.src = `data:video/webm;base64,${base64}`
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve
      video.onerror = () => reject(new Error(video.error?.message))
    })
    const { duration, videoWidth } = video
    await new Promise((resolve) => {
      video.onseeked = resolve
      video.currentTime = duration / 2
    })
    return { duration, videoWidth }
  }, webm.bytes.toString('base64'))
  await empty.close()
  expect(film).toEqual({ duration: expect.closeTo(steps / 50 + 1, 1), videoWidth: 320 })

  await (await menu('Rename…')).click()
  await viewer.getByRole('textbox', { name: 'Name of the kept episode' }).fill('the one')
  await page.keyboard.press('Enter')
  await eventually(() => which.innerText()).toContain('the one')
  await (await menu('Delete kept episode')).click()
  await eventually(() => which.innerText()).not.toContain('the one')
  await page.getByRole('button', { name: 'Undo' }).click()
  await eventually(() => which.innerText()).toContain('the one')
})
