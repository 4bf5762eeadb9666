import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'
import { measureImprovement, measureLocation, type Measured } from './coverage/measure.ts'
import { populations } from './coverage/populations.ts'
import { coverageTables, offeredCoverage } from './coverage/report.ts'

/*
 * npm run measure-coverage [-- --simulations N]: how often 95 % intervals of few scores cover the
 * truth, for four populations. Writes the tables of docs/intervals.md and, for the notes on pages,
 * src-shared/interval-coverage.ts. Takes some minutes.
 */

const { values } = parseArgs({ options: { simulations: { type: 'string', default: '2000' } } })
const simulations = Number(values.simulations)
const SIZES = [3, 5, 10, 20]
const SHIFTS = [0, 1, 2]

const found: Measured[] = []
for (const population of populations) {
  for (const n of SIZES) {
    found.push(...measureLocation('mean', population, n, simulations))
    found.push(...measureLocation('interquartileMean', population, n, simulations))
    for (const shift of SHIFTS) found.push(...measureImprovement(population, shift, n, simulations))
    process.stderr.write(`${population.name}, n = ${n}\n`)
  }
}

async function write(path: string, text: string): Promise<void> {
  const options = await resolveConfig(path)
  writeFileSync(path, await format(text, { ...options, filepath: path }))
}

const [begin, end] = ['<!-- measured -->', '<!-- end of measured -->']
const page = readFileSync('docs/intervals.md', 'utf8')
const before = page.slice(0, page.indexOf(begin) + begin.length)
const after = page.slice(page.indexOf(end))
await write('docs/intervals.md', `${before}\n\n${coverageTables(found)}\n\n${after}`)
await write('src-shared/interval-coverage.ts', offeredCoverage(found))
