import { join } from 'node:path'
import { serialize } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { checkRunFile } from '#main/checks/check-run-file.ts'
import { rowsOfRun } from '#main/checks/row-rules.ts'
import { runTables } from '#main/store/run-tables.ts'
import { closeDatabase, openDatabase } from '#main/store/database.ts'
import { createStore } from '#main/store/store.ts'
import { changeDatabase } from '../store/change-database.ts'
import {
  addRun,
  range,
  sampleEpisode,
  sampleProgress,
  sampleProvenance,
  sampleUpdate,
  temporaryFolder,
} from '../store/sample-runs.ts'

const EPISODES = 70
const UPDATES = 5
/** The parameters of softmax-linear on CartPole: 4 inputs, 2 actions. */
const PARAMETERS = 10

/** A database with an ended run that has a row in every table. */
function runFile(): string {
  const path = join(temporaryFolder(), 'file.sqlite')
  const db = openDatabase(path)
  const store = createStore(db)
  const { id } = addRun(store)
  const progress = {
    ...sampleProgress,
    episodes: EPISODES,
    environmentSteps: 10 * EPISODES,
    updates: UPDATES,
  }
  store.addBatch(id, {
    episodes: range(EPISODES).map((i) => sampleEpisode(i)),
    updates: range(UPDATES).map((i) => sampleUpdate(i)),
    distributions: [
      { quantity: 'action', component: 0, update: 0, lowest: 0, width: 1, counts: [3, 4] },
    ],
    progress,
    checkpoint: {
      update: UPDATES,
      parameters: new Float32Array(PARAMETERS),
      observationMoments: null,
      estimatorState: serialize({ baseline: null, valueFunction: null }),
    },
    state: {
      madeBy: 'this',
      engine: 'simd',
      progress,
      state: serialize({
        policy: new Float32Array(PARAMETERS),
        normalizer: null,
        optimizer: {},
        baseline: {},
        valueFunction: null,
        crew: [],
        progress: {},
      }),
    },
  })
  store.runs.setStatus(id, 'stopped', {
    finishedAt: '2026-11-20T11:00:00.000Z',
    provenance: sampleProvenance,
  })
  store.setTags(id, ['kept'])
  store.alerts.set(new Map([[id, ['stalled']]]))
  store.dismissedAlerts.set(id, 'stalled', true)
  db.exec(`INSERT INTO experiments (name, question, hypothesis, notes, conclusion, created_at)
           VALUES ('Why?', '', '', '', '', '2026-11-20T10:00:00.000Z')`)
  db.exec('UPDATE runs SET experiment_id = 1')
  store.processes.list().forEach((owner) => store.processes.remove(owner.id))
  closeDatabase(db)
  return path
}

function refusalOf(path: string): string {
  try {
    checkRunFile(path, 'theirs.sqlite', () => undefined)
  } catch (error) {
    return (error as Error).message
  }
  return 'may be imported'
}

describe('the check of a run file', () => {
  it('has nothing against a file of ours', () => {
    expect(refusalOf(runFile())).toBe('may be imported')
  })

  it('lets several episodes end at once, as those of environments that step together do', () => {
    const path = runFile()
    changeDatabase(path, 'UPDATE episodes SET environment_steps = 40 WHERE episode_index = 2')
    expect(refusalOf(path)).toBe('may be imported')
  })

  it('knows the rows of every table of runs', () => {
    const db = openDatabase(join(temporaryFolder(), 'any.sqlite'))
    expect(Object.keys(rowsOfRun).sort()).toEqual(
      runTables(db)
        .map(({ name }) => name)
        .sort(),
    )
    closeDatabase(db)
  })

  it.each([
    [
      'notes of 3 MB',
      `UPDATE runs SET notes = replace(hex(zeroblob(1500000)), '0', 'x')`,
      /notes is "xxx.*at most 20000 characters/,
    ],
    ['updates below zero', 'UPDATE runs SET updates = -5', /updates is -5; must be at least 0/],
    [
      'more updates than rows',
      'UPDATE runs SET updates = 6',
      /updates is 6; must be 5, as many as are stored/,
    ],
    [
      '2^53 episodes',
      'UPDATE runs SET episodes = 9007199254740992',
      /episodes is 9007199254740992; must be at most/,
    ],
    [
      'a day that there is not',
      `UPDATE runs SET created_at = '2026-02-30T10:00:00.000Z'`,
      /created_at is "2026-02-30.*must be a date and time/,
    ],
    [
      'no date',
      `UPDATE runs SET finished_at = 'yesterday'`,
      /finished_at is "yesterday"; must be a date/,
    ],
    [
      'a policy of 3 bytes',
      `UPDATE checkpoints SET parameters = x'010203'`,
      /parameters has 3 bytes; must have 40/,
    ],
    [
      'moments that it has not',
      `UPDATE checkpoints SET observation_moments = x'01'`,
      /observation_moments has 1 bytes; must have 72/,
    ],
    [
      'knowledge of garbage',
      `UPDATE checkpoints SET estimator_state = x'ff0102'`,
      /estimator_state has 3 bytes that cannot be read/,
    ],
    [
      'a policy of the future',
      'UPDATE checkpoints SET update_index = 6',
      /update_index is 6; must be at most 5/,
    ],
    ['a tag of NUL', 'UPDATE tags SET tag = char(0)', /tags: tag is "\\u0000"; must be one line/],
    ['a tag of spaces', `UPDATE tags SET tag = ' a '`, /tag must not start or end with a space/],
    [
      '21 tags',
      `INSERT INTO tags SELECT 1, 'tag' || value FROM json_each('[${range(20).join(',')}]')`,
      /has 21 tags; at most 20/,
    ],
    [
      'a configuration of nothing',
      `UPDATE runs SET config_json = '[]'`,
      /configuration is not allowed/,
    ],
    [
      'a configuration that is no JSON',
      `UPDATE runs SET config_json = '{'`,
      /configuration is not allowed \(the text is not JSON/,
    ],
    [
      'the hash of another configuration',
      `UPDATE runs SET config_hash = '0123456789abcdef'`,
      /config_hash is 0123456789abcdef; must be [0-9a-f]{16}/,
    ],
    [
      'a hash of words',
      `UPDATE runs SET metrics_hash = 'hello'`,
      /metrics_hash is "hello"; must be 16 hexadecimal/,
    ],
    ['another seed', 'UPDATE runs SET seed = 2', /seed is 2; its configuration says 1/],
    [
      'another environment',
      `UPDATE runs SET environment = 'Pong'`,
      /environment is Pong; its configuration says CartPole/,
    ],
    [
      'episodes of no length',
      'UPDATE episodes SET length = -1 WHERE episode_index = 3',
      /episode 3: length is -1; must be at least 1/,
    ],
    [
      'a gap',
      'UPDATE episodes SET episode_index = 700 WHERE episode_index = 69',
      /episode 69 is missing; the next one is 700/,
    ],
    [
      'fewer rows than it says',
      'DELETE FROM episodes WHERE episode_index = 69',
      /episodes is 70; must be 69/,
    ],
    [
      'steps that go back',
      'UPDATE episodes SET environment_steps = 20 WHERE episode_index = 5',
      /episode 5: environment_steps is 20; must be at least/,
    ],
    [
      'updates that go back',
      'UPDATE updates SET episodes = 1 WHERE update_index = 3',
      /update 3: episodes is 1; must be from 12 to 70/,
    ],
    [
      'time before time',
      'UPDATE updates SET wall_time_ms = -1 WHERE update_index = 3',
      /update 3: wall_time_ms is -1/,
    ],
    [
      'a state of garbage',
      `UPDATE training_states SET state = x'deadbeef'`,
      /state has 4 bytes that cannot be read/,
    ],
    [
      'a state of something else',
      `UPDATE training_states SET state = x'ff0f5b00'`,
      /training_states/,
    ],
    [
      'a state ahead of the run',
      `UPDATE training_states SET progress_json = replace(progress_json, '"updates":5', '"updates":9')`,
      /updates in progress_json is 9; must be at most 5/,
    ],
    [
      'a time of training without end',
      'UPDATE runs SET wall_time_ms = 9e999',
      /wall_time_ms is Infinity; must be/,
    ],
    [
      'a place where it was solved that it did not reach',
      'UPDATE runs SET solved_episode = 70, solved_environment_steps = 1, solved_wall_time_ms = 1',
      /solved_episode is 70; must be less than 70/,
    ],
    [
      'a part of where it was solved',
      'UPDATE runs SET solved_environment_steps = 1',
      /must all have a value or all be null/,
    ],
    ['provenance that is a list', `UPDATE runs SET provenance_json = '[]'`, /provenance_json/],
    [
      'half a machine',
      `UPDATE runs SET provenance_json = '{"cores": 0.5}'`,
      /provenance_json: cores is 0.5/,
    ],
    [
      'an alert of its own',
      `UPDATE run_alerts SET alert_id = 'evil'`,
      /run_alerts: alert_id is "evil"; allowed: diverged/,
    ],
    [
      'an event of its own',
      `UPDATE run_events SET kind = 'hacked'`,
      /run_events: kind is "hacked"; allowed/,
    ],
    ['an event without a time', `UPDATE run_events SET happened_at = ''`, /happened_at is ""/],
    [
      'counts below zero',
      `UPDATE distributions SET counts_json = '[-1]'`,
      /counts_json: 0 is -1; must be at least 0/,
    ],
    [
      'a summary of something else',
      "UPDATE summaries SET maximum = maximum + 1 WHERE metric = 'length'",
      /the summary of length differs from its rows in block 0/,
    ],
    [
      'a summary of an unknown column',
      `INSERT INTO summaries VALUES (1, 'x', 64, 0, 1, 1, 1, 1, 1, 1, 1)`,
      /summaries holds blocks of an unknown column/,
    ],
    [
      'more summarized than there is',
      'UPDATE summarized SET row_count = 6400',
      /summarized says 6400 episodes; must be at most 70/,
    ],
    [
      'an experiment without a name',
      `UPDATE experiments SET name = ''`,
      /experiment 1: name is ""; must be at least 1 characters/,
    ],
    [
      'an experiment with a sweep of nothing',
      `UPDATE experiments SET sweep_json = '{"a": 1}'`,
      /experiment 1: sweep_json: /,
    ],
    ['an identity of nothing', `UPDATE runs SET identity = ''`, /identity is ""/],
  ])('refuses %s with the run, the column, the value and what is allowed', (_, sql, sentence) => {
    const path = runFile()
    changeDatabase(path, sql)
    const refusal = refusalOf(path)
    expect(refusal).toMatch(/^theirs\.sqlite cannot be imported: (run|experiment) 1/)
    expect(refusal).toMatch(/; nothing was imported$/)
    expect(refusal).toMatch(sentence)
    expect(refusal.length).toBeLessThan(500)
  })
})
