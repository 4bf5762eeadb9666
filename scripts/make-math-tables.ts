import { writeFileSync } from 'node:fs'
import { inProject } from './project.ts'
import { expTable, logTable, sineTable } from './math-tables/tables.ts'

/* Writes the tables of src-shared/math. A test checks that the committed ones are the same. */

function write(file: string, name: string, about: string, numbers: readonly number[]): void {
  const lines = []
  for (let i = 0; i < numbers.length; i += 8) lines.push(`  ${numbers.slice(i, i + 8).join(', ')},`)
  const text = `/* Made by scripts/make-math-tables.ts. */

// prettier-ignore
/** ${about} */
export const ${name} = Float64Array.of(
${lines.join('\n')}
)
`
  writeFileSync(inProject(`src-shared/math/${file}`), text)
}

write(
  'sine-table.ts',
  'SINE_TABLE',
  'Of i = 0 … 639: sin(i π / 256) in two parts, of 26 bits and of 53.',
  sineTable(),
)
write(
  'exponential-table.ts',
  'EXPONENTIAL_TABLE',
  'Of i = 0 … 127: 2^(i/128) in two parts, of 26 bits and of 53.',
  expTable(),
)
write(
  'logarithm-table.ts',
  'LOGARITHM_TABLE',
  'Of i = 91 … 181: c ≈ 128/i with 10 bits, then −ln c in two parts, of which the first is a multiple of 2⁻⁴⁰, then 0.',
  logTable(),
)
