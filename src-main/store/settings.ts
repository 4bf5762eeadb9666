import type { Db } from './database.ts'

/** What a person chose for the workbench as a whole; kept with the runs. */
export function createSettingStore(db: Db) {
  const select = db
    .prepare<[string], string>(`SELECT value_json FROM settings WHERE name = ?`)
    .pluck()
  const upsert = db.prepare<[string, string]>(
    `INSERT INTO settings (name, value_json) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value_json = excluded.value_json`,
  )
  const flag = (name: string, byDefault: boolean): boolean => {
    const stored = select.get(name)
    return stored === undefined ? byDefault : (JSON.parse(stored) as boolean)
  }
  const setFlag = (name: string, value: boolean): void =>
    void upsert.run(name, JSON.stringify(value))

  return {
    /** How many runs train at once; null: nobody chose. */
    workers(): number | null {
      const stored = select.get('workers')
      return stored === undefined ? null : (JSON.parse(stored) as number)
    },
    setWorkers: (workers: number): void => void upsert.run('workers', JSON.stringify(workers)),
    /** Whether the queue waits until a person resumes it. */
    isQueueHeld: (): boolean => flag('isQueueHeld', false),
    setQueueHeld: (isHeld: boolean): void => setFlag('isQueueHeld', isHeld),
    /** Whether a start of the workbench goes on with the runs that the last one left unfinished. */
    continuesRuns: (): boolean => flag('continuesRuns', true),
    setContinuesRuns: (continuesRuns: boolean): void => setFlag('continuesRuns', continuesRuns),
    /** Whether an episode of a run is kept by itself at its milestones. */
    keepsEpisodes: (): boolean => flag('keepsEpisodes', true),
    setKeepsEpisodes: (keepsEpisodes: boolean): void => setFlag('keepsEpisodes', keepsEpisodes),
  }
}
