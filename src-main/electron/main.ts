import { createBackend } from '#main/backend.ts'
import { defaultDatabasePath } from '#main/data-directory.ts'
import { startApplication } from './application.ts'

void startApplication({ databasePath: defaultDatabasePath(), openBackend: createBackend })
