import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { inProject } from './project.ts'

/* Opt-in: fetches the native TensorFlow library with the package's own install script. */

const folder = inProject('node_modules/@tensorflow/tfjs-node')
const fallback = 'the workbench goes on with the WebAssembly backend'

function install(): { readonly installed: boolean; readonly sentence: string } {
  if (!existsSync(folder)) {
    const sentence = `The optional package @tensorflow/tfjs-node is not installed here, so ${fallback}.`
    return { installed: false, sentence }
  }
  // The script calls node and node-pre-gyp by their names.
  const path = [dirname(process.execPath), inProject('node_modules/.bin'), process.env['PATH']]
  spawnSync(process.execPath, ['scripts/install.js'], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, PATH: path.join(delimiter) },
  })
  // The script may end with 0 although a download failed: only the file proves anything.
  return globSync('lib/*/tfjs_binding.node', { cwd: folder }).length > 0
    ? {
        installed: true,
        sentence:
          'The native TensorFlow library is installed; "npm run -s cli -- doctor" says if it loads.',
      }
    : {
        installed: false,
        sentence: `The native TensorFlow library could not be fetched or built, so ${fallback}.`,
      }
}

const { installed, sentence } = install()
console.log(sentence)
process.exitCode = installed ? 0 : 1
