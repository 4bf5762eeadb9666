// Written for any Node, however old: better-sqlite3 dies without a message on one that is too old.
var version = process.versions.node.split('.')
var major = Number(version[0])
var minor = Number(version[1])

if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    'Reinforce Workbench needs Node 22.12 or newer, but this is ' +
      process.versions.node +
      ': run it through npm scripts, such as "npm start", after "npm ci", which brings a fitting Node along.',
  )
  process.exit(1)
}
