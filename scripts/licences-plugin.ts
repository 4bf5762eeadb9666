import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import packageJson from '../package.json' with { type: 'json' }
import { inProject } from './project.ts'

/** A library that is part of the workbench, and the terms it is used under. */
interface Licence {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** The licence in full; empty where the library ships none. */
  readonly text: string
}

/** Packages whose files are in the page without being modules of it: icons and a font. */
const assets = ['@iconify-json/lucide', '@fontsource/dejavu-sans']

/** Writes licences.json beside the page: libraries bundled into it, and those the backend stands on. */
export function licences(): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle(_options, bundle) {
      const folders = new Set<string>()
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        for (const id of chunk.moduleIds) {
          const folder = /^[^?]*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(
            id.replaceAll('\\', '/'),
          )?.[0]
          if (folder) folders.add(folder.replace(/^\0/, ''))
        }
      }
      for (const name of [...Object.keys(packageJson.dependencies), ...assets, 'electron']) {
        folders.add(inProject(`node_modules/${name}`))
      }
      const found = new Map(
        [...folders].flatMap((folder) => {
          const licence = licenceOf(folder)
          return licence ? [[`${licence.name} ${licence.version}`, licence] as const] : []
        }),
      )
      const source = JSON.stringify([...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1)))
      this.emitFile({ type: 'asset', fileName: 'licences.json', source })
    },
  }
}

function licenceOf(folder: string): Licence | null {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return null
  const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    name?: string
    version?: string
    license?: string
  }
  if (!name || !version) return null
  const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
  const text = file ? readFileSync(join(folder, file), 'utf8') : ''
  return { name, version, licence: license ?? 'see its text', text }
}
