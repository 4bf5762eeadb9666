import { describe, expect, it } from 'vitest'
import { readDocument } from '../../scripts/documents/document.ts'

const read = (...lines: string[]) => readDocument(lines.join('\n'), '#/page')

describe('a Markdown document', () => {
  it('has formulas in lines and set apart, for the eye and for screen readers', () => {
    const { html } = read('The return $G_t$ is', '', '$$', 'r_t + \\gamma G_{t+1}', '$$')
    expect(html.match(/class="katex"/g)).toHaveLength(2)
    expect(html.match(/<math /g)).toHaveLength(2)
    expect(html.match(/<div class="formula"/g)).toHaveLength(1)
  })

  it('leaves prices alone', () => {
    expect(read('from $5 to $6').html).toBe('<p>from $5 to $6</p>\n')
  })

  it('refuses a formula that cannot be read, or has no end', () => {
    expect(() => read('$\\fracc{1}{2}$')).toThrow(/fracc/)
    expect(() => read('', '$$', 'x')).toThrow('The formula in line 2 has no end')
  })

  it('names its sections as GitHub does, and links to them below its own address', () => {
    const { headings, html } = read('## Noise, to `signal`', '', '[see](#noise-to-signal)')
    expect(headings).toEqual([{ id: 'noise-to-signal', level: 2, text: 'Noise, to signal' }])
    expect(html).toContain('<a href="#/page/noise-to-signal">see</a>')
  })

  it('links to a section of another document the window shows', () => {
    const others = { '/docs/reinforce.md': '#/theory' }
    const { html } = readDocument('[see](../reinforce.md#steps) [no](../a.md#b)', '#/learn', others)
    expect(html).toContain('<a href="#/theory/steps">see</a>')
    expect(html).not.toContain('a.md')
  })

  it('shows files by name, without a link', () => {
    const { html } = read('[`a.ts · b`](../src/a.ts)')
    expect(html).toContain('<p class="sources"><span class="source"><code>a.ts · b</code></span>')
  })

  it('knows which section explains a field; the first one that says so counts', () => {
    const { sections } = read(
      '## One',
      '',
      '_Chosen by_ `policy.kind`, `policy.kind=mlp`',
      '',
      '## Two',
      '',
      'Not so: `estimator.gamma`.',
      '',
      '_Chosen by_ `policy.kind`',
    )
    expect(sections).toEqual({ 'policy.kind': 'one', 'policy.kind=mlp': 'one' })
  })
})
