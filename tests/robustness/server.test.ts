import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { inProject } from '../../scripts/project.ts'
import { launchChromium } from '../e2e/chromium.ts'
import { sleep } from '../runs/test-backend.ts'
import { temporaryFolder } from '../store/sample-runs.ts'
import { choicesOf, type Choices } from './seed.ts'
import { isFull, times } from './size.ts'

const VARIANTS = times(40, 200)
const DESCRIPTORS_WITHIN_MS = 5000

interface Victim {
  readonly port: number
  readonly isAlive: () => boolean
  readonly descriptors: () => number
}

/** A server in a process of its own, with the few descriptors that most systems allow. */
async function startVictim(): Promise<Victim> {
  const folder = temporaryFolder()
  const program = inProject('src-main/headless/cli.ts')
  const flags = ['serve', '--no-open', '--database', join(folder, 'a.sqlite')]
  const child = spawn(
    '/bin/sh',
    ['-c', 'ulimit -n 1024; exec "$@"', 'sh', process.execPath, program, ...flags],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder },
    },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stderr.resume()
  const line = await new Promise<string>((resolve) =>
    createInterface({ input: child.stdout }).once('line', resolve),
  )
  return {
    port: Number(/127\.0\.0\.1:(\d+)/.exec(line)![1]),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    descriptors: () => readdirSync(`/proc/${child.pid!}/fd`).length,
  }
}

const statusOf = (port: number, path = '/'): Promise<number> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode!))
    })
      .on('error', reject)
      .end()
  })

function open(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  return socket.on('error', () => undefined)
}

/** Expects that the server answers, and has as few descriptors open as before soon after the attack. */
async function expectUnharmed({ port, isAlive, descriptors }: Victim, before: number) {
  expect(isAlive()).toBe(true)
  expect(await statusOf(port)).toBe(200)
  await expect
    .poll(descriptors, { timeout: DESCRIPTORS_WITHIN_MS, interval: 100 })
    .toBeLessThanOrEqual(before + 1)
}

let assets: readonly string[]
beforeAll(() => {
  assets = readdirSync(inProject('out/renderer/assets')).map((name) => `/assets/${name}`)
})

const someRange = ({ oneOf, between }: Choices) => {
  const number = () =>
    oneOf(['', '0', '1', '-1', '5', '1e9', 'x', String(Math.floor(between(0, 2e6)))])
  return oneOf([
    `bytes=${number()}-${number()}`,
    `bytes=${number()}-${number()},${number()}-`,
    `items=${number()}`,
    'bytes',
    '-',
  ])
}

const attacks: Readonly<Record<string, (port: number, choices: Choices) => Promise<void>>> = {
  async 'ranges and missing files'(port, choices) {
    const path = choices.oneOf([
      ...assets,
      '/',
      '/index.html',
      '/assets/gone-1a2b.js',
      '/%',
      '/%00',
      '/..%2f..%2fetc/passwd',
      `/${'a/'.repeat(3000)}`,
    ])
    const socket = open(port)
    socket.write(
      `${choices.oneOf(['GET', 'HEAD', 'POST', 'OPTIONS', 'TRACE'])} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nRange: ${someRange(choices)}\r\nIf-None-Match: ${choices.oneOf(['*', '"', 'W/""', 'x'.repeat(5000)])}\r\nConnection: close\r\n\r\n`,
    )
    socket.resume()
    await Promise.race([new Promise((resolve) => socket.once('end', resolve)), sleep(500)])
    socket.destroy()
  },
  async 'aborted and half requests'(port, choices) {
    const whole = `GET ${choices.oneOf(assets)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: ${choices.oneOf(['keep-alive', 'close', 'Upgrade\r\nUpgrade: websocket'])}\r\nContent-Length: ${choices.oneOf(['0', '10', '99999999999', '-1'])}\r\n\r\n`
    const socket = open(port)
    socket.write(whole.slice(0, Math.floor(choices.between(0, whole.length + 20))))
    await sleep(choices.between(0, 30))
    const end = choices.oneOf(['destroy', 'reset', 'half', 'stall'] as const)
    if (end === 'reset') socket.resetAndDestroy()
    else if (end === 'half') socket.end()
    else if (end === 'destroy') socket.destroy()
    // Stalled connections, and those whose other end stays open, must be closed by the server.
  },
}

describe.each(Object.entries(attacks))('%s', (name, attack) => {
  it(`leave the server alive with its descriptors (${VARIANTS} variants, ten at a time)`, async () => {
    const choices = choicesOf(name)
    const victim = await startVictim()
    await statusOf(victim.port)
    await sleep(2500)
    const before = victim.descriptors()
    for (let i = 0; i < VARIANTS; i += 10) {
      await Promise.all(Array.from({ length: 10 }, () => attack(victim.port, choices)))
    }
    await expectUnharmed(victim, before)
  })
})

it('ten thousand connections at once leave the server alive, and a newcomer gets in', async () => {
  const victim = await startVictim()
  await statusOf(victim.port)
  await sleep(2500)
  const before = victim.descriptors()
  const sockets: Socket[] = []
  const total = isFull ? 10_000 : 3000
  for (let i = 0; i < total; i += 500) {
    for (let j = 0; j < 500; j++) {
      const socket = open(victim.port)
      sockets.push(socket)
      if (j % 2 === 0) socket.write('GET / HTTP/1.1\r\nHost: ')
    }
    await sleep(20)
  }
  expect(await statusOf(victim.port)).toBe(200)
  expect(victim.descriptors()).toBeLessThan(900)
  for (const socket of sockets) socket.destroy()
  await expectUnharmed(victim, before)
})

it(`pages of strangers in Chromium get nothing and leave nothing (${VARIANTS} elements)`, async () => {
  const victim = await startVictim()
  await statusOf(victim.port)
  await sleep(2500)
  const before = victim.descriptors()
  const choices = choicesOf('foreign pages')
  const at = (path: string) =>
    `http://${choices.oneOf(['127.0.0.1', 'localhost'])}:${victim.port}${path}?${choices.between(0, 1)}`
  const elements = Array.from({ length: VARIANTS }, () => {
    const url = at(choices.oneOf([...assets, '/', '/rpc', '/token', '/nothing']))
    return choices.oneOf([
      `<img src="${url}">`, `<script src="${url}"></script>`, `<link rel="stylesheet" href="${url}">`, `<iframe src="${url}"></iframe>`,
      `<video src="${url}"></video>`, `<script>fetch('${url}', { mode: 'no-cors' }).catch(() => 0)</script>`,
      `<script>fetch('${url}').then(() => (window.didRead = true)).catch(() => 0)</script>`,
      `<script>new WebSocket('${url.replace('http', 'ws')}', ['workbench', 'token.x']).onopen = () => (window.didRead = true)</script>`,
    ]) // prettier-ignore
  })
  const stranger = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(`<!doctype html>${elements.join('')}`)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void stranger.close())
  await new Promise((resolve) => stranger.once('listening', resolve))
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    const { port } = stranger.address() as AddressInfo
    await page.goto(`http://localhost:${port}/`, { waitUntil: 'commit' })
    await page.waitForTimeout(3000)
    expect(await page.evaluate(() => 'didRead' in window)).toBe(false)
    expect(victim.isAlive()).toBe(true)
  } finally {
    await browser.close()
  }
  await expectUnharmed(victim, before)
})
