import { expect } from 'vitest'
import { test } from './workbench.ts'

/** Runs in the page, before anything else does. */
const breaks = {
  blocked: () => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError')
        },
      })
    }
  },
  full: () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
  },
}

for (const [kind, breakStorage] of Object.entries(breaks)) {
  test(`with ${kind} storage the page works and says once that it keeps no preferences`, async ({
    workbench: { page, server },
  }) => {
    await page.addInitScript(breakStorage)
    await page.goto('about:blank')
    await page.goto(server.url.href)
    await page.getByRole('heading', { name: 'Runs', exact: true }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Find an action' }).fill('new run')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'New run' }).waitFor()
    const notice = page.getByText('Preferences are not saved', { exact: true }).first()
    await notice.waitFor()
    const isDark = () => page.locator('html').evaluate((html) => html.classList.contains('dark'))
    const before = await isDark()
    await page.getByRole('button', { name: /theme/i }).first().click()
    expect(await isDark()).toBe(!before)
    expect(await page.locator('li').filter({ hasText: 'Preferences are not saved' }).count()).toBe(
      1,
    )
  })
}
