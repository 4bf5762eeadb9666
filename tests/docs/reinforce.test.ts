import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../scripts/documents/document.ts'
import { inProject } from '../../scripts/project.ts'

const file = inProject('docs/reinforce.md')
const text = readFileSync(file, 'utf8')
const { headings, html } = readDocument(text, '#/theory')

/** Every `[`file · name`](path)`. */
const references = [...text.matchAll(/\[`(\S+) · (\w+)`\]\((\S+)\)/g)].map(
  ([reference, shown, name, path]) => ({ reference, shown: shown!, name: name!, path: path! }),
)

/** Whether the source declares a function, constant, type, method or property of that name. */
const declares = (source: string, name: string): boolean =>
  new RegExp(
    `(function\\*? |const |interface |type )${name}\\b|^\\s+(readonly )?\\*?${name}\\??[(:]`,
    'm',
  ).test(source)

describe('the theory', () => {
  it('refers to functions where they are', () => {
    expect(references.length).toBeGreaterThan(20)
    for (const { reference, shown, name, path } of references) {
      const source = join(dirname(file), path)
      expect(source.endsWith(`/${shown}`), `${reference} shows the path it leads to`).toBe(true)
      expect(existsSync(source), `the file of ${reference} exists`).toBe(true)
      expect(declares(readFileSync(source, 'utf8'), name), `${reference} is declared`).toBe(true)
    }
  })

  it('links to sections it has, each with a name of its own', () => {
    const ids = headings.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const targets = [...html.matchAll(/href="([^"]*)"/g)].map(([, target]) => target)
    for (const target of targets) {
      expect(ids.map((id) => `#/theory/${id}`)).toContain(target)
    }
  })

  it('writes mathematics that Markdown leaves alone, on GitHub too', () => {
    // Markdown takes a backslash before punctuation away: \, and \{ become , and {.
    const formulas = text.match(/\$\$\n[\s\S]*?\n\$\$|\$[^$\n]+\$/g) ?? []
    expect(formulas.length).toBeGreaterThan(100)
    expect(formulas.filter((formula) => /\\[^a-zA-Z\s]/.test(formula))).toEqual([])
    // A bar would end the cell of a table.
    const cells = text.match(/^\|.*\|$/gm) ?? []
    expect(cells.filter((row) => /\$[^$]*\|[^$]*\$(?=[ ,;.)])/.test(row))).toEqual([])
  })
})
