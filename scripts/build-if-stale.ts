import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { inProject } from './project.ts'

const sources = [
  'src-{main,shared,renderer}/**/*',
  'electron.vite.config.ts',
  'scripts/{project,renderer-plugins,documents/*}.ts',
  'docs/{reinforce,learn/*}.md',
  'tsconfig*.json',
  'package.json',
  'package-lock.json',
]
const outputs = [
  'main/main.js',
  'main/training-worker.js',
  'preload/preload.cjs',
  'renderer/index.html',
]
const stampFile = inProject('out/built-from')

/** Hash of everything a build depends on: unlike times, it stays true across clones and branches. */
function hashOfSources(): string {
  const root = inProject('.')
  const files = globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const hash = createHash('sha256')
  for (const file of files) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

const builtFrom = (): string | null =>
  existsSync(stampFile) && outputs.every((file) => existsSync(inProject(`out/${file}`)))
    ? readFileSync(stampFile, 'utf8')
    : null

const hash = hashOfSources()
if (builtFrom() !== hash) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [inProject('node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: inProject('.'), encoding: 'utf8' },
  )
  if (status !== 0) {
    process.stderr.write(
      `${stdout}${stderr}\nThe window could not be built; the lines above say why.\n`,
    )
    process.exit(1)
  }
  writeFileSync(stampFile, hash)
}
