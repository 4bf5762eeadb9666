/** What can be asked of a run from its row. */
export type RunAct = 'pause' | 'resume' | 'stop' | 'open' | 'copy' | 'remove'
