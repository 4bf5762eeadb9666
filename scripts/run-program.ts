import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs a program in our place: same terminal, same signals, same end. */
export async function runProgram(program: string, args: readonly string[]): Promise<number> {
  const environment = { ...process.env }
  delete environment['ELECTRON_RUN_AS_NODE']
  const child = spawn(program, args, { stdio: 'inherit', env: environment })

  const passOn = (signal: NodeJS.Signals) => {
    // A terminal sends Ctrl-C to the child as well.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, passOn)
  try {
    const [code] = (await once(child, 'exit')) as [number | null]
    return code ?? 1
  } finally {
    for (const signal of signals) process.off(signal, passOn)
  }
}
