import type { Page } from 'playwright-core'

/* What a page looks like to a person, measured: whether it moves, and whether its texts fit. */

/** How much of a page moved, as the browser sums it up, and what moved most. */
export interface Movement {
  /** Without what a person's input made move. */
  readonly byItself: number
  readonly afterInput: number
  readonly most: readonly string[]
}

/** Begins to record what moves; to be called before the page is loaded. */
export async function recordMovement(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const nameOf = (node: Node | null) =>
      `${node?.nodeName ?? 'what is gone'} “${(node?.textContent ?? '').trim().slice(0, 40)}”`
    const at = ({ x, y, width, height }: DOMRectReadOnly) =>
      [x, y, width, height].map(Math.round).join(' ')
    const shifts: LayoutShift[] = []
    Object.assign(window, {
      takeMovement: (): Movement => {
        const taken = shifts.splice(0)
        const sum = (some: LayoutShift[]) => some.reduce((total, { value }) => total + value, 0)
        return {
          byItself: sum(taken.filter(({ hadRecentInput }) => !hadRecentInput)),
          afterInput: sum(taken.filter(({ hadRecentInput }) => hadRecentInput)),
          most: taken
            .sort((a, b) => b.value - a.value)
            .slice(0, 3)
            .flatMap(({ value, sources }) =>
              sources.map(
                ({ node, previousRect, currentRect }) =>
                  `${value.toFixed(4)} ${nameOf(node)} from ${at(previousRect)} to ${at(currentRect)}`,
              ),
            ),
        }
      },
    })
    new PerformanceObserver((list) => shifts.push(...(list.getEntries() as LayoutShift[]))).observe(
      { type: 'layout-shift', buffered: true },
    )
  })
}

/** What has moved since it was last asked. */
export const takeMovement = (page: Page): Promise<Movement> =>
  page.evaluate(() => (window as unknown as { takeMovement(): Movement }).takeMovement())

/** As in https://wicg.github.io/layout-instability; TypeScript has no types of it. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number
  readonly hadRecentInput: boolean
  readonly sources: readonly {
    readonly node: Node | null
    readonly previousRect: DOMRectReadOnly
    readonly currentRect: DOMRectReadOnly
  }[]
}

/** Texts that lie over others, are cut off with nothing to say so, or make the page wider than its window. */
export const misfits = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const say = (element: Element) =>
      `<${element.tagName.toLowerCase()}> ${(element.textContent ?? '').trim().slice(0, 60)}`

    for (const element of [document.documentElement, document.querySelector('main')!]) {
      if (element.scrollWidth > element.clientWidth) {
        found.push(`${element.tagName} scrolls: ${element.scrollWidth} > ${element.clientWidth}`)
      }
    }

    const isForReaders = (element: Element) => element.closest('.sr-only') !== null
    const shown = [...document.body.querySelectorAll('*')].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && !isForReaders(element),
    )

    for (const element of shown) {
      const style = getComputedStyle(element)
      if (element instanceof HTMLSelectElement) {
        const brush = document.createElement('canvas').getContext('2d')!
        brush.font = style.font
        const text = element.selectedOptions[0]?.text ?? ''
        // The arrow is as wide as a letter and its room.
        const room = element.clientWidth - parseFloat(style.paddingLeft) - 20
        if (brush.measureText(text).width > room) found.push(`<select> ${text} is cut off`)
        continue
      }
      const ownText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '',
      )
      const isInline = style.display === 'inline'
      if (!(element instanceof HTMLElement) || !ownText || isInline) continue
      if (element.clientWidth <= 1) continue
      if (element.scrollWidth > element.clientWidth + 1) {
        const canBeRead = element.closest('[title]') ?? element.querySelector('[title]')
        const isShortened = style.textOverflow === 'ellipsis' && canBeRead
        const isScrolled = ['auto', 'scroll'].includes(style.overflowX)
        if (!isShortened && !isScrolled) found.push(`${say(element)} is cut off`)
      }
    }

    // The lines of every text, as far as what holds them lets them be seen.
    const lines: { readonly element: Element; readonly box: DOMRect }[] = []
    for (const element of shown) {
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || node.textContent!.trim() === '') continue
        const range = document.createRange()
        range.selectNodeContents(node)
        for (const box of range.getClientRects()) {
          const isInWindow = box.bottom > 0 && box.top < innerHeight && box.width > 1
          if (isInWindow) lines.push({ element, box })
        }
      }
    }
    /** Whether both can be seen where they meet: what lies between them hides the lower one. */
    const bothSeen = (a: Element, b: Element, x: number, y: number) => {
      const stack = document.elementsFromPoint(x, y)
      const [first, second] = [stack.indexOf(a), stack.indexOf(b)].sort((i, j) => i - j)
      if (first! < 0) return false
      return !stack.slice(0, second).some((element) => {
        const [, , , alpha = '1'] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []
        return getComputedStyle(element).backgroundColor !== 'rgba(0, 0, 0, 0)' && +alpha > 0.8
      })
    }
    lines.sort((a, b) => a.box.top - b.box.top)
    lines.forEach(({ element: a, box: one }, i) => {
      for (const { element: b, box: other } of lines.slice(i + 1)) {
        if (other.top >= one.bottom - 2) break
        const [left, right] = [Math.max(one.left, other.left), Math.min(one.right, other.right)]
        const bottom = Math.min(one.bottom, other.bottom)
        // Lines of one text are as high as their letters may be, and touch.
        const isSmall =
          right - left < 2 || bottom - other.top < Math.min(one.height, other.height) / 3
        if (isSmall || a === b || a.contains(b) || b.contains(a)) continue
        if (a.closest('.katex') && a.closest('.katex') === b.closest('.katex')) continue
        if (bothSeen(a, b, (left + right) / 2, (other.top + bottom) / 2)) {
          found.push(`${say(a)} lies over ${say(b)}`)
        }
      }
    })
    return found
  })
