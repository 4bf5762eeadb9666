import { createBackend } from './backend.ts'
import type { Backend, BackendOptions } from './backend-contract.ts'
import { whenFree, type Patience } from './store/when-free.ts'

/** Opens a backend; while another program holds the database's lock, tries again without blocking the thread. */
export const openBackend = async (options: BackendOptions, patience: Patience): Promise<Backend> =>
  whenFree(() => createBackend(options), patience)
