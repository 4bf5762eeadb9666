import ui from '@nuxt/ui/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { clientKey, createWorkbenchClient } from './client.ts'
import { createWorkbenchRouter } from './router.ts'
import './styles.css'

const client = createWorkbenchClient()

createApp(App)
  .provide(clientKey, client)
  .use(createPinia())
  .use(createWorkbenchRouter())
  .use(ui)
  .mount('#app')
