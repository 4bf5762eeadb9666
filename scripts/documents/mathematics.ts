import katex from 'katex'
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'

/*
 * Mathematics in Markdown where GitHub sees it too: `$…$` within a line, and `$$` on lines of their
 * own around a formula that is set apart. KaTeX turns it into HTML for the eye and MathML for screen
 * readers; a formula it cannot read is an error.
 */

const render = (formula: string, displayMode: boolean): string =>
  katex.renderToString(formula, { displayMode, throwOnError: true, strict: 'error' })

function inlineFormula(state: StateInline, silent: boolean): boolean {
  // GitHub wants no space inside the signs and no digit behind them: $5 and $6 are prices.
  const match = /^\$(?![\s$])([^$]*?[^\s\\$])\$(?!\d)/.exec(state.src.slice(state.pos))
  if (!match) return false
  if (!silent) state.push('inline_formula', '', 0).content = match[1]!
  state.pos += match[0].length
  return true
}

function displayedFormula(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const lineAt = (line: number) =>
    state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]).trim()
  if (lineAt(start) !== '$$') return false
  if (silent) return true
  let last = start + 1
  while (last < end && lineAt(last) !== '$$') last++
  if (last >= end) throw new Error(`The formula in line ${start + 1} has no end`)
  state.push('displayed_formula', '', 0).content = state.getLines(start + 1, last, 0, false)
  state.line = last + 1
  return true
}

export function mathematics(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'inline_formula', inlineFormula)
  markdown.block.ruler.before('fence', 'displayed_formula', displayedFormula, {
    alt: ['paragraph', 'list', 'blockquote'],
  })
  markdown.renderer.rules['inline_formula'] = (tokens, i) => render(tokens[i]!.content, false)
  // Scrolls by itself where it is wider than the page, with the keyboard too.
  markdown.renderer.rules['displayed_formula'] = (tokens, i) =>
    `<div class="formula" tabindex="0">${render(tokens[i]!.content, true)}</div>`
}
