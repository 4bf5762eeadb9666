import './build-if-stale.ts'
import { inProject } from './project.ts'
import { runProgram } from './run-program.ts'

/* The workbench as a page for browsers on this machine, with whatever is stale built first. */
const server = [inProject('src-main/headless/cli.ts'), 'serve', ...process.argv.slice(2)]
process.exitCode = await runProgram(process.execPath, server)
