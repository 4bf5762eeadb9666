import { createBackend } from '#main/backend.ts'
import { defaultDatabasePath } from '#main/data-directory.ts'
import { createRememberedPlaces, lastDatabasePath } from '#main/places.ts'
import { startApplication } from './application.ts'

void startApplication({
  databasePath: lastDatabasePath(),
  fallbackPath: defaultDatabasePath(),
  places: createRememberedPlaces(),
  openBackend: createBackend,
})
