import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import { createClient, type Client } from '#shared/rpc.ts'
import { inProject } from '../../scripts/project.ts'

interface ServerOptions {
  readonly databasePath: string
  /** 0 takes any free port. */
  readonly port?: number
  readonly workers?: number
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>>
  /** More flags of the command. */
  readonly flags?: readonly string[]
}

/** The command line's `serve`, in a process of its own. */
export interface Server {
  /** The address it printed, with its token. */
  readonly url: URL
  /** The API, for whoever wants to know what is stored. */
  readonly client: Client
  readonly pid: number
  /** Another client, over a connection of its own. */
  connect(): Promise<Client>
  /** Ends the process: SIGTERM asks it to, SIGKILL does not. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Serves the workbench as a person would start it; resolves once its address is printed. */
export async function startServer(options: ServerOptions): Promise<Server> {
  if (!existsSync(inProject('out/renderer/index.html'))) {
    throw new Error('The window is not built: npm test builds it first, so does npm run build')
  }
  const { databasePath, port = 0, workers = 2 } = options
  const home = dirname(databasePath)
  const program = inProject('src-main/headless/cli.ts')
  const flags = [
    '--port',
    String(port),
    '--workers',
    String(workers),
    '--database',
    databasePath,
    ...(options.flags ?? []),
  ]
  const child = spawn(process.execPath, [program, 'serve', '--no-open', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // What the program remembers from start to start is the test's own.
    env: { ...process.env, XDG_DATA_HOME: home, LOCALAPPDATA: home, HOME: home, ...options.env },
  })
  const leaveNothing = () => child.kill('SIGKILL')
  process.once('exit', leaveNothing)
  const exited = once(child, 'exit').finally(() => process.off('exit', leaveNothing))
  const complaint = text(child.stderr)
  const url = await new Promise<URL>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      resolve(new URL(/http:\S+/.exec(line)![0]))
    })
    void exited.then(async () => reject(new Error(`serve ended: ${await complaint}`)))
  })

  return {
    url,
    client: await connect(url),
    pid: child.pid!,
    connect: () => connect(url),
    async end(signal) {
      child.kill(signal)
      await exited
    },
  }
}

async function connect(url: URL): Promise<Client> {
  const protocols = ['workbench', url.hash.slice(1).replace('=', '.')]
  const socket = new WebSocket(`ws://${url.host}/rpc`, protocols, { origin: url.origin })
  // A server that is killed takes the connection with it.
  socket.on('error', () => undefined)
  await once(socket, 'open')
  return createClient({
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) =>
      void socket.on('message', (data) => listener(JSON.parse(data.toString()))),
    onClose: (listener) => void socket.on('close', listener),
  })
}
