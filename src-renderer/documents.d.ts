/* What scripts/documents/ makes of Markdown. */

declare module '*.md' {
  const document: import('vue').Component
  export default document
}

declare module '*.md?outline' {
  export const headings: readonly {
    readonly id: string
    readonly level: number
    readonly text: string
  }[]
  /** Id of the section that explains a field, `estimator.gaeLambda`, or a value, `optimizer.kind=adam`. */
  export const sections: Readonly<Record<string, string>>
}
