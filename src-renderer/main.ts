import ui from '@nuxt/ui/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import * as z from 'zod'
import App from './App.vue'
import { clientKey, createWorkbenchClient } from './client.ts'
import { createWorkbenchRouter } from './router.ts'
import './styles.css'

// The content security policy forbids the compiled validators zod would otherwise make.
z.config({ jitless: true })

// Before the router: the start token is in the fragment, which the router then takes over.
const client = createWorkbenchClient()

createApp(App)
  .provide(clientKey, client)
  .use(createPinia())
  .use(createWorkbenchRouter())
  .use(ui)
  .mount('#app')
