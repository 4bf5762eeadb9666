import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inProject } from './project.ts'

/*
 * Compiles the kernel of the simd engine from AssemblyScript to out/kernel. Skipped when its sources
 * and its compiler are what they were. The same sources give the same bytes.
 */

const sourceFolder = inProject('src-main/core/engines/simd/kernel')
const outputFolder = inProject('out/kernel')
const stampFile = join(outputFolder, 'built-from')

const builds = { 'kernel-simd128': [], 'kernel-relaxed': ['--enable', 'relaxed-simd'] }

const common = [
  ...['-O2', '--noAssert', '--runtime', 'stub', '--enable', 'simd,threads'],
  // As kernel.ts makes the memory.
  ...['--importMemory', '--noExportMemory', '--sharedMemory'],
  ...['--initialMemory', '16', '--maximumMemory', '32768'],
]

const compilerPackage = createRequire(import.meta.url).resolve('assemblyscript/package.json')

function hashOfInputs(): string {
  const hash = createHash('sha256')
  const sources = globSync('*.ts', { cwd: sourceFolder }).sort()
  const files = sources.map((file) => join(sourceFolder, file))
  for (const file of [fileURLToPath(import.meta.url), compilerPackage, ...files]) {
    hash.update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function compile(name: string, options: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(dirname(compilerPackage), 'bin/asc.js'),
      'index.ts',
      ...['--outFile', join(outputFolder, `${name}.wasm`)],
      ...common,
      ...options,
    ],
    { cwd: sourceFolder, encoding: 'utf8' },
  )
  // Warnings too: a kernel is compiled without any.
  if (status === 0 && stderr === '') return
  process.stderr.write(
    `${stdout}${stderr}\nThe kernel could not be compiled; the lines above say why.\n`,
  )
  process.exit(1)
}

const hash = hashOfInputs()
const isFresh =
  existsSync(stampFile) &&
  readFileSync(stampFile, 'utf8') === hash &&
  Object.keys(builds).every((name) => existsSync(join(outputFolder, `${name}.wasm`)))
if (!isFresh) {
  mkdirSync(outputFolder, { recursive: true })
  for (const [name, options] of Object.entries(builds)) compile(name, options)
  writeFileSync(stampFile, hash)
}
