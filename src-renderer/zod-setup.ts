import * as z from 'zod'

// The content security policy forbids the compiled validators zod would otherwise make. A module of
// its own, imported first: schemas are already used while other modules load.
z.config({ jitless: true })
