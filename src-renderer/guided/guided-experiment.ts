import type { RouteLocationRaw } from 'vue-router'
import type { GroupComparison } from '#shared/comparison.ts'
import type { GradientCheck } from '#shared/gradient-check.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Run } from '#shared/run.ts'

/** One of the settings that a guided experiment trains. */
export interface GuidedArm {
  readonly name: string
  readonly config: RunConfig
}

/** A number of these very runs, with the definition it owes its reader. */
export interface ExplainedNumber {
  readonly label: string
  readonly definition: string
  readonly value: string
}

/** One step of the explanation of a result. */
export interface ExplainedStep {
  readonly title: string
  readonly text: string
  readonly numbers: readonly ExplainedNumber[]
  /** Whether the learning curves of the runs belong to this step. */
  readonly hasCurves?: boolean
}

/** What the runs of a guided experiment amount to. */
export interface Findings {
  /** The ended runs of every arm, by seed. */
  readonly runs: readonly (readonly Run[])[]
  /** Of the groups that `groups` makes of the runs; null: nothing is compared. */
  readonly comparison: GroupComparison | null
  /** Names of those groups. */
  readonly names: readonly string[]
  /** Null: the lab is not asked. */
  readonly check: GradientCheck | null
  /** Null: unasked, or no number of seeds is enough. */
  readonly seedsNeeded: number | null
}

export interface ComparedArm {
  readonly name: string
  readonly runs: readonly Run[]
}

/** Something to try next, and where. */
export interface NextThing {
  readonly text: string
  readonly to: RouteLocationRaw
}

/** A question that is answered by training for a few seconds and reading what came of it. */
export interface GuidedExperiment {
  readonly id: string
  readonly title: string
  readonly icon: string
  readonly question: string
  /** What will be trained and shown. */
  readonly plan: string
  readonly takes: string
  readonly arms: readonly GuidedArm[]
  /** Trained for every arm. */
  readonly seedsPerArm: number
  /** What the ended runs are compared as; none: they are not compared. */
  groups(runs: readonly (readonly Run[])[]): readonly ComparedArm[]
  /** Whether the estimators are held against each other in the exact lab. */
  readonly asksTheLab: boolean
  /** A difference worth finding, for which the seeds needed are looked up; null: none. */
  differenceToFind(comparison: GroupComparison): number | null
  explain(findings: Findings): readonly ExplainedStep[]
  next(runs: readonly (readonly Run[])[]): readonly NextThing[]
}
