import { stripTypeScriptTypes } from 'node:module'

/*
 * In a test a worker thread runs TypeScript, and Node strips the types with WebAssembly. As long as this thread keeps the
 * compiled stripper, no worker compiles it again: a worker starts in half the time, and V8 never frees the code of one thread
 * while another one compiles, which has ended Node 24 ("Check failed: jit_page.has_value()").
 */
stripTypeScriptTypes('')
