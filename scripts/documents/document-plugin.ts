import type { Plugin } from 'vite'
import { compileTemplate } from 'vue/compiler-sfc'
import { readDocument } from './document.ts'

/**
 * Makes components of Markdown documents while the window is built, so that it ships neither a parser
 * nor KaTeX: `import Page from 'x.md'` is the document, `import { headings, sections } from
 * 'x.md?outline'` what it consists of.
 */
export const documents = (addresses: Readonly<Record<string, string>>): Plugin => ({
  name: 'documents',
  enforce: 'pre',
  transform(source, id) {
    if (/\/katex(\.min)?\.css$/.test(id)) return withoutOldFonts(source)
    const [file = '', query] = id.split('?')
    const address = Object.entries(addresses).find(([place]) => file.includes(place))?.[1]
    if (address === undefined) return null
    const { html, headings, sections } = readDocument(source, address, addresses)
    const code =
      query === 'outline' ? outlineModule({ headings, sections }) : pageModule(file, html)
    return { code, moduleType: 'js', map: null }
  },
})

const outlineModule = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}\n`)
    .join('')

function pageModule(filename: string, html: string): string {
  // v-pre: what stands between double braces is mathematics.
  const source = `<article v-pre class="document">${html}</article>`
  const { code, errors } = compileTemplate({ source, filename, id: filename })
  if (errors.length > 0) throw new Error(`${filename} cannot be shown: ${errors.join('; ')}`)
  return `import 'katex/dist/katex.min.css'\n${code}\nexport default { render }\n`
}

/** Every browser the window may open in reads WOFF2, a third of the size. */
const withoutOldFonts = (css: string): string =>
  css.replaceAll(/,\s*url\([^)]*\)\s*format\(["'](woff|truetype)["']\)/g, '')
