import { join } from 'node:path';
import { z } from 'zod';
import { type Schedule, type ScheduleRun, schedule, scheduleRun } from '../../../shared/contract/schedule.ts';
import { readJsonState } from '../platform/files/json-state.ts';
import { writeKeepingPrevious } from '../platform/files/previous-file.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { desktopFolder } from '../platform/home/paths.ts';

const taken = z.object({ instance: z.string(), name: z.string() });

/** A backup that a schedule has taken and has not deleted yet. */
export type Taken = Readonly<z.infer<typeof taken>>;

/** The file of schedules: their settings, their last runs and their backups. */
const content = z.object({
  schedules: z.array(schedule),
  runs: z.record(z.string(), scheduleRun),
  taken: z.record(z.string(), z.array(taken)).default({}),
  /** Newest first. */
  removed: z.array(schedule).default([]),
});

export interface ScheduleContent {
  readonly schedules: readonly Schedule[];
  readonly runs: Readonly<Record<string, ScheduleRun>>;
  readonly taken: Readonly<Record<string, readonly Taken[]>>;
  readonly removed: readonly Schedule[];
}

export function scheduleFolder(home: string): string {
  return desktopFolder(home);
}

const pathOf = (home: string) => join(scheduleFolder(home), 'schedules.json');

/** @throws AppError FILE_UNREADABLE */
export async function readSchedules(home: string): Promise<ScheduleContent> {
  const stored = await readJsonState(pathOf(home), (value): ScheduleContent => content.parse(value));
  return stored ?? { schedules: [], runs: {}, taken: {}, removed: [] };
}

export async function writeSchedules(home: string, next: ScheduleContent): Promise<void> {
  ensureFolder(scheduleFolder(home));
  await writeKeepingPrevious(pathOf(home), `${JSON.stringify(next, null, 2)}\n`);
}
