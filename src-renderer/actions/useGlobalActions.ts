import { useRouter, type RouteLocationRaw } from 'vue-router'
import { pages, type PageOfWindow } from '#shared/pages.ts'
import { presets } from '#shared/presets.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Run } from '#shared/run.ts'
import { comparisonObstacle, comparisonOf } from '#renderer/compare/groups.ts'
import { useExperimentActions } from '#renderer/composables/useExperimentActions.ts'
import { useExport } from '#renderer/composables/useExport.ts'
import { usePreferredEngine } from '#renderer/composables/usePreferredEngine.ts'
import { useReport } from '#renderer/composables/useReport.ts'
import { useRunNames } from '#renderer/composables/useRunNames.ts'
import { useTheme } from '#renderer/composables/useTheme.ts'
import { useUndo } from '#renderer/composables/useUndo.ts'
import { guidedExperiments } from '#renderer/guided/index.ts'
import { useExperimentsStore } from '#renderer/stores/experiments.ts'
import { useRunsStore } from '#renderer/stores/runs.ts'
import { useUndoStore } from '#renderer/stores/undo.ts'
import { headings } from '../../docs/reinforce.md?outline'
import type { Action } from './action.ts'
import { exportFiles, exportTitles } from './export-titles.ts'

/** So many of the latest runs are found by the palette. */
const RUNS_TO_FIND = 200

const pageLooks: Readonly<Record<PageOfWindow['name'], { icon: string; keywords: string }>> = {
  runs: { icon: 'i-lucide-table-2', keywords: 'table list' },
  'new-run': { icon: 'i-lucide-plus', keywords: 'train configure form' },
  experiments: { icon: 'i-lucide-microscope', keywords: 'sweep grid random search question' },
  compare: { icon: 'i-lucide-git-compare-arrows', keywords: 'statistics groups' },
  lab: { icon: 'i-lucide-flask-conical', keywords: 'exact gradient check' },
  learn: { icon: 'i-lucide-graduation-cap', keywords: 'theory guided experiments help tutorial' },
  settings: {
    icon: 'i-lucide-settings',
    keywords: 'about version licences database open create move notifications export folder theme',
  },
}

interface OfTheWindow {
  openPalette(): void
  openSheet(): void
  /** Asks for files that hold runs, or one that holds a configuration. */
  chooseFiles(): void
}

/** What can be done on every page. */
export function useGlobalActions(ofTheWindow: OfTheWindow): () => readonly Action[] {
  const router = useRouter()
  const runs = useRunsStore()
  const experiments = useExperimentsStore()
  const { addRuns } = useExperimentActions()
  const { report } = useReport()
  const { theme, toggle } = useTheme()
  const { exportRuns } = useExport()
  const { withPreferred } = usePreferredEngine()
  const changes = useUndoStore()
  const { undoLast } = useUndo()
  const namesOf = useRunNames()
  const goTo = (to: RouteLocationRaw) => () => router.push(to)

  async function start(config: RunConfig) {
    try {
      const { id } = await runs.start(withPreferred(config))
      await router.push({ name: 'run', params: { runId: id } })
    } catch (error) {
      report('The run could not be started', error)
    }
  }

  const navigation = (): Action[] =>
    pages.map(({ name, title, shortcut }) => ({
      id: `go-to-${name}`,
      title,
      section: 'Go to',
      ...pageLooks[name],
      shortcut,
      run: () => router.push(name === 'compare' ? runs.comparison : { name }),
    }))

  function ofSelected(): Action[] {
    const { selected } = runs
    const none = selected.length === 0 ? 'no run is ticked' : null
    return [
      {
        id: 'compare-selected',
        title: 'Compare the ticked runs',
        section: 'Runs',
        icon: 'i-lucide-git-compare-arrows',
        obstacle: comparisonObstacle(selected),
        run: () => router.push(comparisonOf(runs.compared)),
      },
      ...exportFiles.map((file): Action => ({
        id: `export-selected-${file}`,
        title: `Export ${exportTitles[file]} of the ticked runs`,
        section: 'Runs',
        icon: 'i-lucide-download',
        obstacle: none,
        run: () => exportRuns(selected, file),
      })),
      {
        id: 'experiment-of-selected',
        title: 'New experiment of the ticked runs',
        section: 'Runs',
        icon: 'i-lucide-microscope',
        obstacle: none,
        async run() {
          const { id } = await experiments.create('Untitled experiment')
          await addRuns(id, selected)
          await router.push({ name: 'experiment', params: { experimentId: id } })
        },
      },
      {
        id: 'clear-selection',
        title: 'Clear the selection of runs',
        section: 'Runs',
        icon: 'i-lucide-square-x',
        obstacle: none,
        run: () => (runs.selected = []),
      },
    ]
  }

  const ofExperiments = (): Action[] =>
    experiments.experiments.flatMap(({ id, name, question }): Action[] => {
      const open = goTo({ name: 'experiment', params: { experimentId: id } })
      const opened: Action = {
        id: `open-experiment-${id}`,
        title: `Open experiment ${name}`,
        section: 'Experiments',
        icon: 'i-lucide-microscope',
        keywords: question,
        isOneOfMany: true,
        run: open,
      }
      if (runs.selected.length === 0) return [opened]
      const add: Action = {
        id: `add-to-experiment-${id}`,
        title: `Add the ticked runs to experiment ${name}`,
        section: 'Experiments',
        icon: 'i-lucide-list-plus',
        isOneOfMany: true,
        async run() {
          if (await addRuns(id, runs.selected)) await open()
        },
      }
      return [opened, add]
    })

  const openRun = (runId: number, more = ''): Action => ({
    id: `open-run-${runId}`,
    title: `Open run ${runId}${more}`,
    section: 'Runs',
    icon: 'i-lucide-chart-spline',
    isOneOfMany: true,
    run: goTo({ name: 'run', params: { runId } }),
  })
  const latest = () => runs.runs.slice(0, RUNS_TO_FIND)
  const latestRuns = (): Action[] => {
    const names = namesOf(latest())
    return latest().map((run) => ({
      ...openRun(run.id, `, ${names.get(run.id)}`),
      keywords: `${run.status} ${run.tags.join(' ')}`,
    }))
  }
  /** The same name as in the list of the latest runs, if the run is in it. */
  const describeRun = (run: Run) => `, ${namesOf([...latest(), run]).get(run.id)}`
  const runByNumber: Action = {
    ...openRun(0),
    id: 'open-run',
    byNumber(runId) {
      const run = runs.byId(runId)
      return openRun(runId, run ? describeRun(run) : '')
    },
  }

  const startPresets = Object.entries(presets).map(
    ([name, { title, summary, config }]): Action => ({
      id: `start-${name}`,
      title: `Start ${title}`,
      section: 'Presets',
      icon: 'i-lucide-play',
      keywords: `preset train ${name} ${summary}`,
      run: () => start(config),
    }),
  )

  const theory = headings
    .filter(({ level }) => level === 2 || level === 3)
    .map(({ id, text }): Action => ({
      id: `theory-${id}`,
      title: text,
      section: 'Theory',
      icon: 'i-lucide-sigma',
      isOneOfMany: true,
      run: goTo({ name: 'theory', params: { section: id } }),
    }))

  const guided = guidedExperiments.map(({ id, title, question, icon }): Action => ({
    id: `guided-${id}`,
    title: `Guided experiment: ${title}`,
    section: 'Learn',
    icon,
    keywords: `tutorial first steps ${question}`,
    run: goTo({ name: 'guided', params: { experiment: id } }),
  }))

  const workbench = (): Action[] => [
    {
      id: 'palette',
      title: 'Find and do anything',
      section: 'Workbench',
      icon: 'i-lucide-command',
      keywords: 'command palette',
      shortcut: 'Mod+K',
      run: ofTheWindow.openPalette,
    },
    {
      id: 'shortcuts',
      title: 'Keyboard shortcuts',
      section: 'Workbench',
      icon: 'i-lucide-keyboard',
      keywords: 'help keys',
      shortcut: '?',
      run: ofTheWindow.openSheet,
    },
    {
      id: 'undo',
      title: changes.last ? `Undo: ${changes.last.title}` : 'Undo the last change',
      section: 'Workbench',
      icon: 'i-lucide-undo-2',
      keywords: 'take back revert restore',
      shortcut: 'Mod+Z',
      obstacle: changes.last ? null : 'nothing was changed since the window was opened',
      run: undoLast,
    },
    {
      id: 'open-configuration',
      title: 'Open a run file or a configuration…',
      section: 'Workbench',
      icon: 'i-lucide-folder-open',
      keywords: 'import runs file json sqlite load',
      shortcut: 'Mod+O',
      run: ofTheWindow.chooseFiles,
    },
    {
      id: 'toggle-theme',
      title: theme.value === 'dark' ? 'Light theme' : 'Dark theme',
      section: 'Workbench',
      icon: theme.value === 'dark' ? 'i-lucide-sun' : 'i-lucide-moon',
      keywords: 'toggle appearance light dark',
      run: toggle,
    },
  ]

  return () => [
    ...navigation(),
    ...ofSelected(),
    runByNumber,
    ...latestRuns(),
    ...ofExperiments(),
    ...startPresets,
    ...guided,
    ...workbench(),
    ...theory,
  ]
}
