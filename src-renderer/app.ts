import ui from '@nuxt/ui/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { clientKey, createWorkbenchClient } from './client.ts'
import { createWorkbenchRouter } from './router.ts'
import './styles.css'

const client = createWorkbenchClient()

// Signs that change their width would move what stands below them. A page can do without them.
const signs = [...document.fonts].filter(({ family }) => family.includes('Mathematical Signs'))
await Promise.allSettled(signs.map((face) => face.load()))

createApp(App)
  .provide(clientKey, client)
  .use(createPinia())
  .use(createWorkbenchRouter())
  .use(ui)
  .mount('#app')
