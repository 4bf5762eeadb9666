import { createRouter, createWebHashHistory } from 'vue-router'
import RunsPage from './pages/RunsPage.vue'

/** Pages live in the fragment, so that neither the server nor the app:// scheme must know them. */
export const createWorkbenchRouter = () =>
  createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', redirect: { name: 'runs' } },
      { path: '/runs', name: 'runs', component: RunsPage, meta: { title: 'Runs' } },
      {
        path: '/runs/new',
        name: 'new-run',
        component: () => import('./pages/NewRunPage.vue'),
        meta: { title: 'New run' },
      },
      {
        path: '/runs/:runId(\\d+)',
        name: 'run',
        component: () => import('./pages/RunPage.vue'),
        meta: { title: 'Run' },
      },
      {
        path: '/experiments',
        name: 'experiments',
        component: () => import('./pages/ExperimentsPage.vue'),
        meta: { title: 'Experiments' },
      },
      {
        path: '/experiments/:experimentId(\\d+)',
        name: 'experiment',
        component: () => import('./pages/ExperimentPage.vue'),
        meta: { title: 'Experiment' },
      },
      {
        path: '/compare',
        name: 'compare',
        component: () => import('./pages/ComparePage.vue'),
        meta: { title: 'Compare' },
      },
      {
        path: '/learn/:step?',
        name: 'learn',
        component: () => import('./pages/LearnPage.vue'),
        meta: { title: 'Learn' },
      },
      {
        path: '/guided/:experiment?',
        name: 'guided',
        component: () => import('./pages/GuidedPage.vue'),
        meta: { title: 'Guided experiments' },
      },
      {
        path: '/theory/:section?',
        name: 'theory',
        component: () => import('./pages/TheoryPage.vue'),
        meta: { title: 'Theory' },
      },
      {
        path: '/lab',
        name: 'lab',
        component: () => import('./pages/LabPage.vue'),
        meta: { title: 'Estimator lab' },
      },
      {
        path: '/settings',
        name: 'settings',
        component: () => import('./pages/SettingsPage.vue'),
        meta: { title: 'Settings and about' },
      },
      { path: '/:unknown(.*)*', redirect: { name: 'runs' } },
    ],
  })
