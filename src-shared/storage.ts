/**
 * What keeps the database from being written: another program's lock (`busy`), a full disk (`full`), a disk
 * or file system that reports errors (`failing`), or contents that cannot be read (`damaged`).
 */
export type StorageFaultKind = 'busy' | 'full' | 'failing' | 'damaged'

export interface StorageFault {
  readonly kind: StorageFaultKind
  /** What is wrong, in a few words that can begin a sentence. */
  readonly problem: string
}

/** Whether runs are held up because they cannot be stored. */
export interface StorageState {
  /** Null if they can. A lock of a moment is not reported. */
  readonly heldUp: (StorageFault & { readonly since: string }) | null
}
