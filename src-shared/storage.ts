/**
 * What keeps the database from being written: another program's lock (`busy`), a full disk (`full`), a disk
 * or file system that reports errors (`failing`), or contents that cannot be read (`damaged`).
 */
export type StorageFaultKind = 'busy' | 'full' | 'failing' | 'damaged'

export interface StorageFault {
  readonly kind: StorageFaultKind
  /** What is wrong, in a few words that begin a sentence. */
  readonly problem: string
}

/** Whether runs are held up because what they did cannot be stored. */
export interface StorageState {
  /** Null: it can. A moment's lock is not told of. */
  readonly heldUp: (StorageFault & { readonly since: string }) | null
}
