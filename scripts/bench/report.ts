import type { MemoryUse } from './memory.ts'
import type { Solving } from './solving.ts'
import type { Summary } from './statistics.ts'

interface Report {
  readonly machine: string
  readonly node: string
  readonly repetitions: number
  readonly operationsPerStep: number
  readonly figures: Readonly<Record<string, Summary & { readonly unit: string }>>
  readonly plainBackendStepsPerSecond: number
  readonly memory: MemoryUse
  readonly solving: Solving
  readonly pytorch: number | string
}

const show = (value: number) =>
  value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 })

function row(name: string, { median, minimum, maximum }: Summary, unit: string): string {
  const numbers = [median, minimum, maximum].map((value) => show(value).padStart(12)).join('')
  return `${name.padEnd(62)}${numbers}  ${unit}`
}

/** The figures as a table, then the ratios that are made from them. */
export function printReport(report: Report): void {
  const { figures, operationsPerStep, solving, memory } = report
  const lines = [
    `${report.machine}, Node ${report.node}, ${report.repetitions} repetitions`,
    '',
    `${''.padEnd(62)}${['median', 'minimum', 'maximum'].map((name) => name.padStart(12)).join('')}`,
    ...Object.entries(figures).map(([name, figure]) => row(name, figure, figure.unit)),
    `${'core, tfjs (cpu): CartPole-v1'.padEnd(62)}${show(report.plainBackendStepsPerSecond).padStart(12)}  steps/s, once`,
    `${'everyday PyTorch loop'.padEnd(62)}${typeof report.pytorch === 'number' ? `${show(report.pytorch).padStart(12)}  steps/s, once` : `  ${report.pytorch}`}`,
    row(
      `CartPole preset, environment steps to solve, ${solving.solved} of ${solving.seeds} seeds`,
      solving.environmentSteps,
      'steps',
    ),
    row('CartPole preset, training time to solve', solving.trainingTimeMs, 'ms'),
    `${'process of one run after 10 million steps'.padEnd(62)}${show(memory.bytes / 1e6).padStart(12)}  MB, ${show(memory.growth / 1e6)} MB more in use than after one million`,
    '',
    ...ratios(figures, operationsPerStep),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function ratios(figures: Report['figures'], operationsPerStep: number): string[] {
  const median = (start: string) =>
    Object.entries(figures).find(([name]) => name.startsWith(start))?.[1].median ?? NaN
  const core = median('core, simd: CartPole-v1, 4096')
  const percent = (share: number) => `${show(100 * share)} %`
  return [
    `core loop of ${operationsPerStep.toLocaleString('en')} operations a step: ${percent((core * operationsPerStep) / 1e9 / median('peak'))} of the SIMD peak`,
    `diagnostics of every update: ${percent(1 - core / median('core without diagnostics'))} of the core loop's time`,
    `core loop against one autograd step per step: ${show(core / median('one autograd'))} times`,
    `complete trajectories against fixed steps: ${percent(median('core, simd: CartPole-v1, 16') / core)}`,
    `whole product with a viewer against the core loop: ${percent(median('whole product, simd') / core)}`,
    `two runs at once against one: ${show(median('two runs') / median('one run'))} times`,
  ]
}
