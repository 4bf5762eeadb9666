import * as z from 'zod'
import { followToken, takeToken } from './token.ts'

// At once, before anything can change the fragment; the router takes it over later.
takeToken()
followToken(() => location.reload())

// The content security policy forbids the compiled validators zod would otherwise make.
z.config({ jitless: true })

// Only now: other modules use schemas while they load, and a bundler may load those first.
await import('./app.ts')
