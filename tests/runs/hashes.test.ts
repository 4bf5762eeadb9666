import { describe, expect, it } from 'vitest'
import { canonicalJson, configHash } from '#main/runs/config-hash.ts'
import { updateMetrics } from '#shared/metrics.ts'
import { createMetricsHash } from '#main/workers/metrics-hash.ts'
import { range, sampleConfig, sampleEpisode, sampleUpdate } from '../store/sample-runs.ts'

describe('canonical JSON', () => {
  it('sorts keys at every depth and writes no whitespace', () => {
    const value = { b: [{ d: 1, c: null }], a: 'x "y"', none: undefined }
    expect(canonicalJson(value)).toBe('{"a":"x \\"y\\"","b":[{"c":null,"d":1}]}')
  })
})

describe('the hash of a configuration', () => {
  it('does not depend on the seed or the order of fields', () => {
    const { environment, ...rest } = sampleConfig(1)
    expect(configHash(sampleConfig(2))).toBe(configHash(sampleConfig(1)))
    expect(configHash({ ...rest, environment })).toBe(configHash(sampleConfig(1)))
    expect(configHash(sampleConfig(1))).toMatch(/^[0-9a-f]{16}$/)
  })

  it('depends on everything else', () => {
    const config = sampleConfig()
    const other = { ...config, estimator: { ...config.estimator, gamma: 0.98 } }
    expect(configHash(other)).not.toBe(configHash(config))
  })
})

describe('the hash of metrics', () => {
  const hashOf = (fill: (hash: ReturnType<typeof createMetricsHash>) => void) => {
    const hash = createMetricsHash()
    fill(hash)
    return hash.digest()
  }

  it('does not depend on how episodes and updates were batched', () => {
    const apart = hashOf((hash) => {
      range(4).forEach((i) => hash.addEpisode(sampleEpisode(i)))
      range(2).forEach((i) => hash.addUpdate(sampleUpdate(i)))
    })
    const interleaved = hashOf((hash) => {
      for (const i of range(2)) {
        hash.addUpdate(sampleUpdate(i))
        hash.addEpisode(sampleEpisode(2 * i))
        hash.digest()
        hash.addEpisode(sampleEpisode(2 * i + 1))
      }
    })
    expect(interleaved).toBe(apart)
    expect(apart).toMatch(/^[0-9a-f]{16}$/)
  })

  it('leaves times out', () => {
    const at = (wallTimeMs: number) =>
      hashOf((hash) => {
        hash.addEpisode(sampleEpisode(0, { wallTimeMs }))
        hash.addUpdate(sampleUpdate(0, { wallTimeMs }))
      })
    expect(at(1)).toBe(at(2))
  })

  it('changes with the last bit of any number, and tells a missing number from 0', () => {
    const withMean = (meanReturn: number | null) =>
      hashOf((hash) => hash.addUpdate(sampleUpdate(0, { meanReturn })))
    const hashes = [0.1, 0.1 + Number.EPSILON / 8, 0, null].map(withMean)
    expect(new Set(hashes).size).toBe(4)
  })

  it('is the same for numbers that SQLite does not tell apart', () => {
    const withMean = (meanReturn: number | null) =>
      hashOf((hash) => hash.addUpdate(sampleUpdate(0, { meanReturn })))
    expect(withMean(NaN)).toBe(withMean(null))
    expect(withMean(-0)).toBe(withMean(0))
  })

  it('changes with every number of an update', () => {
    const fields = ['index', 'episodes', 'environmentSteps', ...updateMetrics] as const
    const hashes = [{}, ...fields.map((field) => ({ [field]: 99 }))].map((change) =>
      hashOf((hash) => hash.addUpdate(sampleUpdate(0, change))),
    )
    expect(new Set(hashes).size).toBe(1 + fields.length)
  })

  it('changes with every field of an episode', () => {
    const changes = [
      { index: 9 },
      { episodeReturn: 9 },
      { length: 9 },
      { terminated: false },
      { truncated: true },
      { environmentSteps: 9 },
    ]
    const hashes = [{}, ...changes].map((change) =>
      hashOf((hash) => hash.addEpisode(sampleEpisode(0, change))),
    )
    expect(new Set(hashes).size).toBe(7)
  })
})
