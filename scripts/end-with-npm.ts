/*
 * A signal sent to npm ends npm and the shell it started, but not what the shell started: us. When
 * our parent is gone we end as if the signal had reached us, instead of serving on unseen.
 */
const LOOK_EVERY_MS = 500

if (process.env['npm_lifecycle_event']) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, LOOK_EVERY_MS).unref()
}

export {}
