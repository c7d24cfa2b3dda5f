import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Schedule, type ScheduleRun, schedule, scheduleRun } from '../../../shared/contract/schedule.ts';
import { writeDurably } from '../files/durable-write.ts';
import { orNull } from '../files/file-errors.ts';
import { desktopFolder } from '../home/paths.ts';

/** What is kept of schedules: what was asked for, and what came of it last. */
const content = z.object({ schedules: z.array(schedule), runs: z.record(z.string(), scheduleRun) });

export interface ScheduleContent {
  readonly schedules: readonly Schedule[];
  readonly runs: Readonly<Record<string, ScheduleRun>>;
}

export function scheduleFolder(home: string): string {
  return desktopFolder(home);
}

const pathOf = (home: string) => join(scheduleFolder(home), 'schedules.json');

export async function readSchedules(home: string): Promise<ScheduleContent> {
  const text = await orNull(readFile(pathOf(home), 'utf8'));
  if (text === null) return { schedules: [], runs: {} };
  return content.parse(JSON.parse(text));
}

export async function writeSchedules(home: string, next: ScheduleContent): Promise<void> {
  await mkdir(scheduleFolder(home), { recursive: true, mode: 0o700 });
  await writeDurably(pathOf(home), `${JSON.stringify(next, null, 2)}\n`);
}
