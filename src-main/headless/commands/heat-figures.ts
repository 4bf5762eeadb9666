import type { DistributionQuantity } from '#shared/distributions.ts'
import { describeEnvironment } from '#shared/environments.ts'
import { ApiError } from '#shared/errors.ts'
import { distributionFigure } from '#shared/figure/distribution-figure.ts'
import type { HeatFigure } from '#shared/figure/heat-figure.ts'
import { policyMapFigure } from '#shared/figure/policy-map-figure.ts'
import { policyViews } from '#shared/figure/policy-views.ts'
import type { HorizontalAxis } from '#shared/metrics.ts'
import { mapVariables, usualMap } from '#shared/policy-map.ts'
import type { Backend } from '#main/backend-contract.ts'
import { call } from '../with-backend.ts'

/** Returns, advantages or actions of a run over its time, as its page draws them. */
export async function ofDistribution(
  backend: Backend,
  runId: number,
  { quantity, x }: { readonly quantity: DistributionQuantity; readonly x: HorizontalAxis },
): Promise<HeatFigure> {
  const run = await call(backend, 'runs.get', { runId })
  const distribution = await call(backend, 'runs.distribution', { runId, quantity, x })
  if (distribution.counts.length === 0) {
    throw new ApiError('conflict', `Run ${runId} has no histogram of this quantity`)
  }
  const most = run.progress[x]
  return distributionFigure({
    run,
    distribution,
    quantity,
    component: 0,
    x,
    most,
    horizontal: null,
  })
}

/** The last policy of a run over its environment's state, as its page draws it first. */
export async function ofPolicy(backend: Backend, runId: number): Promise<HeatFigure> {
  const run = await call(backend, 'runs.get', { runId })
  const description = describeEnvironment(run.config.environment)
  const request = { runId, ...usualMap(description), stepsTaken: 0 }
  const map = await call(backend, 'runs.policyMap', request)
  const [view] = policyViews(run, map.values !== null)
  return policyMapFigure({ run, map, request, variables: mapVariables(description), view: view! })
}
