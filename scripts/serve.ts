import './build-if-stale.ts'
import './end-with-npm.ts'
import { inProject } from './project.ts'

/*
 * The workbench as a page for browsers on this machine, with whatever is stale built first. The
 * command line takes over this process, so that signals and exit codes are its own.
 */
process.argv.splice(1, 1, inProject('src-main/headless/cli.ts'), 'serve')
await import('#main/headless/cli.ts')
