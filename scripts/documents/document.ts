import MarkdownIt from 'markdown-it'
import type { Token } from 'markdown-it'
import { mathematics } from './mathematics.ts'

export interface Heading {
  /** As GitHub makes it from the text. */
  readonly id: string
  readonly level: number
  readonly text: string
}

/** A Markdown document as the window shows it. */
export interface Document {
  readonly html: string
  readonly headings: readonly Heading[]
  /**
   * The section that explains a field of a run's configuration, one of its values, or a number that is
   * logged, by `estimator.gaeLambda`, `optimizer.kind=adam` or `entropy`, as it says itself in a line
   * `_Chosen by_ …` or `_Logged as_ …`.
   */
  readonly sections: Readonly<Record<string, string>>
}

const SUBJECT_LABELS = ['Chosen by', 'Logged as']

/**
 * `address` is the page's own, such as `#/theory`; links to sections become links below it. `others` are
 * the addresses of documents that may be linked to, by the ends of their paths.
 */
export function readDocument(
  source: string,
  address: string,
  others: Readonly<Record<string, string>> = {},
): Document {
  const markdown = MarkdownIt('commonmark', { typographer: false }).enable('table').use(mathematics)
  // Vue drops the white space between two elements where it holds the end of a line.
  markdown.renderer.rules['softbreak'] = () => ' '
  const tokens = markdown.parse(source, {})
  const headings = tokens.flatMap((token, i) =>
    token.type === 'heading_open' ? [headingOf(token, tokens[i + 1]!)] : [],
  )
  const sections = sectionsOf(tokens)
  const resolve = (target: string) => addressOf(target, address, others)
  tokens.forEach((token, i) => adapt(token, tokens[i + 1], resolve))
  return { html: markdown.renderer.render(tokens, markdown.options, {}), headings, sections }
}

function headingOf(token: Token, { content }: Token): Heading {
  const level = Number(token.tag.slice(1))
  return { id: slugOf(content), level, text: content.replaceAll('`', '') }
}

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

function sectionsOf(tokens: readonly Token[]): Record<string, string> {
  const sections: Record<string, string> = {}
  let section = ''
  for (const [i, token] of tokens.entries()) {
    if (token.type === 'heading_open') section = slugOf(tokens[i + 1]!.content)
    if (!namesSubjects(token)) continue
    for (const { type, content } of token.children!) {
      if (type === 'code_inline') sections[content] ??= section
    }
  }
  return sections
}

/** Whether a line begins with such a label, in emphasis. */
const namesSubjects = ({ children }: Token): boolean =>
  children?.[0]?.type === 'em_open' && SUBJECT_LABELS.includes(children[1]?.content ?? '')

/** What Markdown leaves open: targets of links, names of headings, classes of special paragraphs. */
function adapt(
  token: Token,
  next: Token | undefined,
  resolve: (target: string) => string | null,
): void {
  if (token.type === 'heading_open') {
    token.attrSet('id', slugOf(next!.content))
    token.attrSet('tabindex', '-1')
  }
  if (token.type === 'paragraph_open') {
    const [first] = next!.children ?? []
    if (namesSubjects(next!)) token.attrJoin('class', 'subjects')
    else if (first?.type === 'link_open' && isFile(first)) token.attrJoin('class', 'sources')
  }
  let inFile = false
  for (const child of token.children ?? []) {
    if (child.type === 'link_open') {
      const section = resolve(targetOf(child))
      inFile = section === null && isFile(child)
      // On GitHub it opens the file; the window has none to open.
      if (inFile) Object.assign(child, { tag: 'span', attrs: [['class', 'source']] })
      else if (section !== null) child.attrSet('href', section)
    } else if (child.type === 'link_close' && inFile) {
      child.tag = 'span'
    }
  }
}

/** Where the window shows a section that is linked to, of this document or another; null: nowhere. */
function addressOf(
  target: string,
  own: string,
  others: Readonly<Record<string, string>>,
): string | null {
  const [, file, section] = /^(?:\.\.(\/.*\.md))?#(.+)$/.exec(target) ?? []
  if (section === undefined) return null
  if (file === undefined) return `${own}/${section}`
  const other = Object.entries(others).find(([place]) => place.endsWith(file))
  return other ? `${other[1]}/${section}` : null
}

const targetOf = (link: Token): string => String(link.attrGet('href') ?? '')
const isFile = (link: Token): boolean => targetOf(link).startsWith('../')
