import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import { layerImports } from './scripts/lint/layer-imports.ts'

const reproducible =
  'A run is decided by its seed alone: core reads no clock and no outer randomness.'
const platformFree = 'Core and the contract run on any platform: take it as an argument instead.'
const storageMayFail =
  'Browsers can block storage or run out of it: use composables/browser-storage.ts.'
const storageGlobals = ['localStorage', 'sessionStorage']
const quiet = 'Only the command line prints.'

const platformGlobals = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval'],
  ...['queueMicrotask', 'process', 'Buffer', 'global', 'globalThis', 'window', 'document'],
  ...['navigator', 'fetch', 'crypto', 'require'],
]
const exactMath = [
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'random', 'round', 'sign'],
  ...['sqrt', 'trunc', 'E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
]
const sameBits = 'Its bits differ from V8 to V8: use the functions of src-shared/math.'
const tensorRandomness = [
  ...['randomNormal', 'randomUniform', 'randomUniformInt', 'randomStandardNormal', 'randomGamma'],
  ...['truncatedNormal', 'multinomial', 'rand'],
]
const restrict = (names, message) => names.map((name) => ({ name, message }))

export default tseslint.config(
  {
    ignores: [
      ...['out/', 'node_modules/', 'coverage/', 'tests/fixtures/'],
      // AssemblyScript: its types and decorators are not TypeScript's.
      'src-main/core/engines/simd/kernel/',
    ],
  },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.vue'] } },
    rules: {
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/no-mutating-props': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-unused-refs': 'error',
      'vue/no-useless-v-bind': 'error',
      'vue/define-emits-declaration': ['error', 'type-based'],
      'vue/define-props-declaration': ['error', 'type-based'],
    },
  },
  {
    plugins: { ours: { rules: { 'layer-imports': layerImports } } },
    languageOptions: {
      parserOptions: { tsconfigRootDir: dirname(fileURLToPath(import.meta.url)) },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'ours/layer-imports': 'error',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['src-*/**'],
    rules: { 'max-lines': ['error', 300], 'no-console': 'error' },
  },
  { files: ['src-main/headless/**'], rules: { 'no-console': 'off' } },
  {
    files: ['src-renderer/**'],
    ignores: ['src-renderer/composables/browser-storage.ts'],
    rules: {
      'no-restricted-globals': ['error', ...restrict(storageGlobals, storageMayFail)],
      'no-restricted-properties': [
        'error',
        ...storageGlobals.map((property) => ({ property, message: storageMayFail })),
      ],
    },
  },
  {
    files: ['src-main/core/**', 'src-shared/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...restrict(['Date', 'performance'], reproducible),
        ...restrict(['console'], quiet),
        ...restrict(platformGlobals, platformFree),
      ],
    },
  },
  {
    files: ['src-main/core/**', 'src-main/workers/**', 'src-shared/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: reproducible },
        ...tensorRandomness.map((property) => ({ object: 'tf', property, message: reproducible })),
      ],
    },
  },
  {
    // Powers of two are exact everywhere.
    files: ['src-main/**', 'src-shared/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `MemberExpression[object.name='Math']:not([computed=false][property.name=/^(${exactMath.join('|')})$/])`,
          message: sameBits,
        },
        {
          selector: `:not(MemberExpression) > Identifier[name='Math']`,
          message: `Name what is used of Math. ${sameBits}`,
        },
        {
          selector: `BinaryExpression[operator='**']:not([left.value=2]:matches([right.type='Literal'], [right.operator='-'][right.argument.type='Literal']))`,
          message: sameBits,
        },
        { selector: `AssignmentExpression[operator='**=']`, message: sameBits },
      ],
    },
  },
  { files: ['src-shared/rpc.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  {
    files: ['scripts/**', 'tests/**', '*.ts', '*.js'],
    ignores: ['tests/electron/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { name: 'electron', message: 'Importing electron outside Electron starts a download.' },
      ],
    },
  },
  {
    // Runs on any Node, however old.
    files: ['**/*.cjs'],
    languageOptions: { ecmaVersion: 5, sourceType: 'commonjs' },
    rules: {
      'no-var': 'off',
      'prefer-const': 'off',
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
)
