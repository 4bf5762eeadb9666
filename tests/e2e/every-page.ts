import type { Locator, Page } from 'playwright-core'
import * as at from './pages.ts'

/** A page of the window and what is there once it shows what it is for. */
export interface VisitedPage {
  /** Names its picture. */
  readonly name: string
  readonly path: string
  readonly settled: Locator
}

/** What the pages show: numbers of runs that have ended, and experiment 1. */
export interface Shown {
  /** A run of CartPole. */
  readonly run: number
  /** A run of an environment with continuous observations of few dimensions. */
  readonly other: number
  readonly compared: readonly number[]
}

/** Every page of the window with its sections, in the order of its navigation. */
export function everyPage(page: Page, { run, other, compared }: Shown): readonly VisitedPage[] {
  const compare = `/compare?runs=${compared.join()}`
  const picture = (name: RegExp) => page.getByRole('img', { name }).first()
  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  return [
    { name: 'runs', path: '/runs', settled: page.getByRole('treegrid') },
    { name: 'new-run', path: '/runs/new', settled: at.trainButton(page) },
    { name: 'new-experiment', path: '/runs/new?as=experiment', settled: at.trainButton(page) },
    { name: 'run', path: `/runs/${run}`, settled: at.learningCurve(page) },
    {
      name: 'run-distributions',
      path: `/runs/${run}?view=distributions`,
      settled: picture(/^Actions against/),
    },
    {
      name: 'run-policy',
      path: `/runs/${run}?view=policy`,
      settled: picture(/^Most probable action/),
    },
    {
      name: 'run-details',
      path: `/runs/${run}?view=details`,
      settled: page.getByText('Train it again'),
    },
    {
      name: 'run-log',
      path: `/runs/${run}?view=log`,
      settled: page.getByRole('cell', { name: 'Completed' }),
    },
    { name: 'other-run', path: `/runs/${other}`, settled: at.learningCurve(page) },
    { name: 'no-run', path: '/runs/9999', settled: page.getByText('There is no run 9999') },
    { name: 'experiments', path: '/experiments', settled: page.locator('[data-experiment]') },
    { name: 'experiment', path: '/experiments/1', settled: page.getByRole('figure') },
    { name: 'compare', path: compare, settled: at.learningCurve(page) },
    {
      name: 'compare-groups',
      path: `${compare}&as=groups`,
      settled: page.getByRole('table', { name: 'Pairs of groups' }),
    },
    {
      name: 'compare-sweep',
      path: `${compare}&as=sweep`,
      settled: page.getByRole('list', { name: /^Importance for/ }),
    },
    { name: 'lab', path: '/lab', settled: page.getByText('best of this policy') },
    { name: 'learn-policy', path: '/learn/policy', settled: page.getByText('New episode') },
    { name: 'learn-return', path: '/learn/return', settled: page.getByText('R(τ)') },
    { name: 'learn-objective', path: '/learn/objective', settled: page.getByText('Play 20 more') },
    {
      name: 'learn-gradient',
      path: '/learn/gradient',
      settled: page.getByText('best', { exact: true }),
    },
    { name: 'learn-noise', path: '/learn/noise', settled: page.getByRole('table') },
    { name: 'learn-variance', path: '/learn/variance', settled: page.getByRole('table') },
    { name: 'learn-step', path: '/learn/step', settled: page.getByText('Best α') },
    { name: 'learn-reinforce', path: '/learn/reinforce', settled: page.getByText('Gradient norm') },
    { name: 'learn-curve', path: '/learn/curve', settled: at.learningCurve(page) },
    { name: 'guided', path: '/guided', settled: heading('Guided experiments') },
    {
      name: 'guided-experiment',
      path: '/guided/why-reward-to-go',
      settled: page.getByText('Start the experiment'),
    },
    { name: 'theory', path: '/theory', settled: page.locator('.formula').first() },
    { name: 'settings', path: '/settings', settled: heading('Settings and about') },
  ].map(({ settled, ...rest }) => ({ ...rest, settled: settled.first() }))
}

/** Goes to a page by its address and waits until it shows what it is for. */
export async function visit(page: Page, { path, settled }: VisitedPage): Promise<void> {
  await page.evaluate((path) => (location.hash = path), path)
  await settled.waitFor()
}
