/** What the files of one folder may import. The first entry whose pattern fits a file decides. */
export interface Layer {
  readonly name: string
  /** Fits the path of a file, relative to the project. */
  readonly files: RegExp
  /** Names of the layers of ours it may import; it may always import itself. */
  readonly layers: readonly string[]
  /** Fits the packages and built-in modules it may import. */
  readonly packages: RegExp
}

const nothing = /^$/
const services = ['api', 'export', 'checks', 'runs', 'compare', 'tasks']

/* The table of docs/architecture.md, in the order from the special to the general. */
const layers: readonly Layer[] = [
  { name: 'package', files: /^package\.json$/, layers: [], packages: nothing },
  { name: 'documents', files: /^docs\//, layers: [], packages: nothing },
  { name: 'shared', files: /^src-shared\//, layers: [], packages: /^zod$/ },
  {
    // The same layer as the rest of core, but the only place of the tensor library.
    name: 'core',
    files: /^src-main\/core\/engines\/tfjs/,
    layers: ['shared'],
    packages: /^@tensorflow\//,
  },
  { name: 'core', files: /^src-main\/core\//, layers: ['shared'], packages: nothing },
  {
    name: 'store',
    files: /^src-main\/store\//,
    layers: ['shared'],
    packages: /^(better-sqlite3|node:.+)$/,
  },
  {
    // Chooses and loads the tensor library's backend, which takes a platform.
    name: 'workers',
    files: /^src-main\/workers\/tensor-/,
    layers: ['core', 'shared'],
    packages: /^(@tensorflow\/.+|node:.+)$/,
  },
  {
    name: 'workers',
    files: /^src-main\/workers\//,
    layers: ['core', 'shared'],
    packages: /^node:/,
  },
  {
    name: 'electron',
    files: /^src-main\/electron\//,
    layers: ['backend', 'shared'],
    packages: /^(electron|zod|node:.+)$/,
  },
  {
    name: 'headless',
    files: /^src-main\/headless\//,
    layers: ['backend', 'shared'],
    packages: /^(ws|open|commander|zod|node:.+)$/,
  },
  {
    name: 'tasks',
    files: /^src-main\/tasks\//,
    layers: ['shared'],
    packages: /^node:/,
  },
  {
    name: 'compare',
    files: /^src-main\/compare\//,
    layers: ['tasks', 'store', 'core', 'shared'],
    packages: /^node:/,
  },
  {
    name: 'runs',
    files: /^src-main\/runs\//,
    layers: ['compare', 'tasks', 'store', 'workers', 'core', 'shared'],
    packages: /^node:/,
  },
  {
    name: 'export',
    files: /^src-main\/export\//,
    layers: ['runs', 'tasks', 'store', 'core', 'shared'],
    packages: /^(csv-stringify(\/.+)?|node:.+)$/,
  },
  {
    name: 'checks',
    files: /^src-main\/checks\//,
    layers: ['runs', 'tasks', 'store', 'workers', 'core', 'shared'],
    packages: /^(zod|node:.+)$/,
  },
  {
    name: 'api',
    files: /^src-main\/api\//,
    layers: ['export', 'checks', 'runs', 'compare', 'tasks', 'store', 'workers', 'core', 'shared'],
    packages: /^(zod|node:.+)$/,
  },
  {
    // The files that compose the backend, and what every carrier of it shares.
    name: 'backend',
    files: /^src-main\/[^/]+$/,
    layers: [...services, 'store', 'workers', 'core', 'shared', 'package'],
    packages: /^(zod|node:.+)$/,
  },
  {
    name: 'client',
    files: /^src-renderer\/(stores\/|client(\/|\.ts$))/,
    layers: ['renderer', 'shared'],
    packages: /^(vue|pinia|vue-router|zod)$/,
  },
  {
    name: 'charts',
    files: /^src-renderer\/charts\//,
    layers: ['components', 'renderer', 'shared'],
    packages: /^(vue|chart\.js(\/.+)?|@nuxt\/ui\/.+|@vueuse\/.+)$/,
  },
  {
    name: 'components',
    files: /^src-renderer\/components\//,
    layers: ['renderer', 'charts', 'shared', 'documents'],
    packages: /^(vue|vue-router|zod|@nuxt\/ui(\/.+)?|@tanstack\/.+|@vueuse\/.+)$/,
  },
  {
    name: 'renderer',
    files: /^src-renderer\//,
    layers: ['client', 'charts', 'components', 'shared', 'documents'],
    packages: /^(vue|vue-router|pinia|zod|@nuxt\/ui(\/.+)?|@tanstack\/.+|@vueuse\/.+)$/,
  },
]

export const layerOf = (file: string): Layer | undefined =>
  layers.find(({ files }) => files.test(file))
