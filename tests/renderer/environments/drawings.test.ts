import { describe, expect, it } from 'vitest'
import { viewOf } from '#renderer/environments/views.ts'
import { directionOf } from '#renderer/environments/moving-particle.ts'
import { sceneColors } from '#renderer/environments/view.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { describeEnvironment, environmentIds, type EnvironmentId } from '#shared/environments.ts'

/** A canvas context that only remembers what it was told. */
function recordingContext() {
  const calls: [string, ...number[]][] = []
  const context = new Proxy({} as Record<string, unknown>, {
    get: (target, name: string) =>
      name in target ? target[name] : (...args: number[]) => void calls.push([name, ...args]),
  })
  return { calls, context: context as unknown as CanvasRenderingContext2D }
}

const environmentOf = (id: EnvironmentId, parameters = {}) =>
  parseRunConfig({
    environment: { id, parameters } as never,
    policy: { kind: 'mlp' },
    optimizer: { kind: 'adam' },
    batch: { episodes: 1 },
    budget: { updates: 1 },
  }).environment

function draw(
  id: EnvironmentId,
  state: number[],
  action: number | number[] | null,
  parameters?: object,
) {
  const { calls, context } = recordingContext()
  const environment = environmentOf(id, parameters)
  const view = viewOf(environment)
  const size = { width: 400, height: 400 / view.aspect(environment.parameters) }
  view.draw(
    context,
    size,
    { state, path: [state], extent: [state], action, previous: null },
    sceneColors('light'),
    environment.parameters,
  )
  return calls
}

describe('cart-pole drawing', () => {
  const poleTip = (angle: number) => {
    const arms = draw('CartPole-v1', [0, 0, angle, 0], null).filter(([name]) => name === 'lineTo')
    return arms.at(-1)!
  }

  it('leans the pole to the right for positive angles', () => {
    expect(poleTip(0)[1]).toBe(200)
    expect(poleTip(0.2)[1]).toBeGreaterThan(200)
    expect(poleTip(-0.2)[1]).toBeLessThan(200)
  })

  it('moves the cart with its position', () => {
    const cartLeft = (x: number) =>
      draw('CartPole-v1', [x, 0, 0, 0], null).find(([name]) => name === 'fillRect')![1]!
    expect(cartLeft(1)).toBeGreaterThan(cartLeft(0))
    expect(cartLeft(-2.4)).toBeGreaterThan(0)
  })

  it('shows no force once there is no next action', () => {
    const resting = draw('CartPole-v1', [0, 0, 0, 0], null).length
    expect(draw('CartPole-v1', [0, 0, 0, 0], 1).length).toBeGreaterThan(resting)
  })
})

describe('moving particle drawing', () => {
  it('puts the goal disc where the configuration puts it, y upwards', () => {
    const [first] = draw('MovingParticle-v0', [0.5, 0.5], null, {
      goal: [1, 1],
      goalRadius: 0.25,
    }).filter(([name]) => name === 'arc')
    // The square is 356 pixels wide inside margins of 22.
    expect(first!.slice(1, 4)).toEqual([378, 22, 89])
  })

  it('counts directions counter-clockwise from east, or takes the angle itself', () => {
    expect(directionOf(0)).toBe(0)
    expect(directionOf(2)).toBeCloseTo(Math.PI / 2)
    expect(directionOf([1.5])).toBe(1.5)
  })

  it('draws both particles alike', () => {
    expect(draw('MovingParticle-v0', [0.2, 0.3], 2)).toEqual(
      draw('MovingParticleContinuous-v0', [0.2, 0.3], [Math.PI / 2]),
    )
  })
})

describe('pendulum drawing', () => {
  const rod = (angle: number) =>
    draw('Pendulum-v1', [angle, 0], null).filter(([name]) => name === 'lineTo')[1]!

  it('stands up at angle 0 and falls to the left for positive angles', () => {
    expect(rod(0)[1]).toBe(200)
    expect(rod(0)[2]).toBeLessThan(200)
    expect(rod(0.5)[1]).toBeLessThan(200)
    expect(rod(Math.PI)[2]).toBeGreaterThan(200)
  })

  it('shows a torque only where there is one to come', () => {
    const arcs = (action: number[] | null) =>
      draw('Pendulum-v1', [0, 0], action).filter(([name]) => name === 'arc').length
    expect(arcs([1.5])).toBe(arcs(null) + 2)
  })
})

describe.each(environmentIds)('the drawing of %s', (id) => {
  const environment = environmentOf(id)
  const { state, actionSpace } = describeEnvironment(environment)
  const low = state.map(({ range }) => range?.[0] ?? 0)
  const high = state.map(({ range, values }) => (values ? values - 1 : (range?.[1] ?? 1)))

  it('has places for all it draws, at the edges of the state space and in the smallest frame', () => {
    const view = viewOf(environment)
    const last = actionSpace.kind === 'discrete' ? actionSpace.labels.length - 1 : [-9]
    for (const width of [90, 640]) {
      for (const [at, action] of [
        [low, last],
        [high, null],
      ] as const) {
        const { calls, context } = recordingContext()
        const size = { width, height: width / view.aspect(environment.parameters) }
        const previous = action === null ? { action: last, reward: -3 } : null
        const scene = { state: at, path: [low, at], extent: [low, at], action, previous }
        view.draw(context, size, scene, sceneColors('dark'), environment.parameters)
        expect(calls.length).toBeGreaterThan(5)
        const numbers = calls
          .flatMap(([, ...rest]) => rest.flat())
          .filter((x) => typeof x === 'number')
        expect(numbers.every(Number.isFinite)).toBe(true)
      }
    }
  })

  it('shows the next action', () => {
    const action = actionSpace.kind === 'discrete' ? 0 : [0.7]
    expect(JSON.stringify(draw(id, low, action))).not.toBe(JSON.stringify(draw(id, low, null)))
  })
})

describe('grid drawings', () => {
  const agent = (id: EnvironmentId, tile: number) =>
    draw(id, [tile], null)
      .filter(([name]) => name === 'arc')
      .at(-1)!

  it('put the agent on its tile, row by row', () => {
    const [, x0, y0] = agent('FrozenLake-v1', 0)
    const [, x1, y1] = agent('FrozenLake-v1', 1)
    const [, x4, y4] = agent('FrozenLake-v1', 4)
    expect([x1! > x0!, y1 === y0, x4 === x0, y4! > y0!]).toEqual([true, true, true, true])
  })

  it('draw a hole for every H and a flag for every G', () => {
    const holes = (map: string[]) =>
      draw('FrozenLake-v1', [0], null, { map }).filter(([name]) => name === 'ellipse').length
    expect(holes(['SHF', 'FFG'])).toBe(1)
    expect(holes(['SHH', 'FFG'])).toBe(2)
  })

  it('point where the action leads, in the order of each environment', () => {
    const tip = (id: EnvironmentId, tile: number, action: number) => {
      const resting = draw(id, [tile], null).length
      const [, x, y] = draw(id, [tile], action)
        .slice(resting - 2)
        .find(([name]) => name === 'lineTo')!
      const [, atX, atY] = agent(id, tile)
      return [Math.sign(Math.round(x! - atX!)), Math.sign(Math.round(y! - atY!))]
    }
    expect([0, 1, 2, 3].map((action) => tip('FrozenLake-v1', 5, action))).toEqual([
      [-1, 0],
      [0, 1],
      [1, 0],
      [0, -1],
    ])
    expect([0, 1, 2, 3].map((action) => tip('CliffWalking-v1', 13, action))).toEqual([
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
    ])
  })
})
