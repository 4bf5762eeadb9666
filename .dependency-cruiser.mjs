/** No file may import itself over others; a type counts like a value. */
export default {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'Move what both files need into a third one.',
      // A field of the form may hold alternatives, which have fields.
      from: { pathNot: '^src-renderer/components/form/(SchemaField|UnionControl)\\.vue$' },
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src-main/core/engines/simd/kernel/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
