import type { Transport } from '#shared/rpc.ts'

declare global {
  interface Window {
    /** What the preload script of the desktop window gives; absent in a browser. */
    readonly transport?: Transport
  }
}
