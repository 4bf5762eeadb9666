import { posix, relative, sep } from 'node:path'
import type { Rule } from 'eslint'
import { layerOf, type Layer } from './layers.ts'

const folders: Readonly<Record<string, string>> = {
  '#shared/': 'src-shared/',
  '#core/': 'src-main/core/',
  '#main/': 'src-main/',
  '#renderer/': 'src-renderer/',
}

/** Path of an imported file of ours, relative to the project; undefined for a package. */
function ownFile(specifier: string, importer: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier)
  const prefix = Object.keys(folders).find((prefix) => specifier.startsWith(prefix))
  return prefix && folders[prefix] + specifier.slice(prefix.length)
}

/** Why `importer` may not import `specifier`; undefined when it may. */
function objection(layer: Layer, importer: string, specifier: string): string | undefined {
  const file = ownFile(specifier, importer)
  if (file === undefined) {
    return layer.packages.test(specifier)
      ? undefined
      : `The ${layer.name} layer may not import the package ${specifier}.`
  }
  // The program's name and version stand there, once.
  if (file === 'package.json') return undefined
  if (!/\.\w+(\?\w+)?$/.test(file)) return `Write the extension of ${specifier}: Node needs it.`
  const other = layerOf(file)?.name ?? 'outer'
  return other === layer.name || layer.layers.includes(other)
    ? undefined
    : `The ${layer.name} layer may not import ${specifier}, which is of the ${other} layer.`
}

/** Holds every import, re-export, dynamic import and import type to the table in layers.ts. */
export const layerImports: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const importer = relative(context.cwd, context.filename).split(sep).join('/')
    const layer = layerOf(importer)
    if (!layer) return {}

    const check = (source: { type: string; value?: unknown } | null | undefined) => {
      if (typeof source?.value !== 'string') return
      const message = objection(layer, importer, source.value)
      if (message) context.report({ node: source as Rule.Node, message })
    }
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node: { source: { type: string; value?: unknown } }) => check(node.source),
    } as Rule.RuleListener
  },
}
