import { PAGE_BYTES, type WasmMemory } from './memory.ts'

/*
 * The compiled kernel as the engine calls it. Its sources are in kernel/, written in AssemblyScript;
 * scripts/build-kernel.ts compiles them. Addresses are bytes from the start of the memory.
 */

/** What the kernel exports. */
export interface Kernel {
  parametersChanged(network: number): void
  outputsOf(
    network: number,
    observations: number,
    from: number,
    count: number,
    result: number,
  ): void
  setDirection(network: number, direction: number): void
  tangentsOf(
    network: number,
    observations: number,
    from: number,
    count: number,
    result: number,
  ): void
  addOutputGradient(
    network: number,
    observations: number,
    from: number,
    count: number,
    outputGradient: number,
    gradient: number,
  ): void
  addTrajectoryGradients(
    network: number,
    observations: number,
    actions: number,
    weights: number,
    order: number,
    ends: number,
    begin: number,
    trajectories: number,
    gradient: number,
  ): number
  sample(
    network: number,
    observations: number,
    actions: number,
    from: number,
    count: number,
    noise: number,
  ): void
  addScoreGradient(
    network: number,
    observations: number,
    actions: number,
    weights: number,
    from: number,
    count: number,
    gradient: number,
  ): void
  tanhInPlace(at: number, count: number): void
  reluInPlace(at: number, count: number): void
  expInPlace(at: number, count: number): void
  logInPlace(at: number, count: number): void
  squaredNorm(x: number, count: number): number
  adamStep(
    parameters: number,
    gradient: number,
    mean: number,
    square: number,
    count: number,
    rate: number,
    correction: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void
  /** `factor` close to 1. */
  peak(turns: number, factor: number): number
  peakOperations(): number
}

/** A compiled WebAssembly.Module; only some platforms' libraries have its type. */
export type KernelModule = object

/* Every platform the engine runs on has WebAssembly, but not every library describes it. */
declare const WebAssembly: {
  Memory: new (options: { initial: number; maximum: number; shared: boolean }) => WasmMemory
  Instance: new (module: KernelModule, imports: object) => { readonly exports: object }
}

/** Addresses stay below 2 GiB: they fit in signed numbers. */
const MOST_PAGES = 2 ** 31 / PAGE_BYTES

/** As the kernel's compiler was told; see scripts/build-kernel.ts. */
const FIRST_PAGES = 16

/** A kernel with a memory of its own. Several may share one compiled module. */
export function instantiateKernel(module: KernelModule): { kernel: Kernel; memory: WasmMemory } {
  // Shared, not to share it, but because growing it then leaves the arrays on it valid.
  const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES, shared: true })
  const instance = new WebAssembly.Instance(module, { env: { memory } })
  return { kernel: instance.exports as Kernel, memory }
}
