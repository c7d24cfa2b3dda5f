import { AppError } from '../../../shared/contract/errors.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names for the numbers from `min` on. */
  readonly names: readonly string[];
}

/** Kubernetes knows Sunday only as 0, not as 7. https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ */
const fields: readonly Field[] = [
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day of month', min: 1, max: 31, names: [] },
  { name: 'month', min: 1, max: 12, names: months },
  { name: 'day of week', min: 0, max: 6, names: days },
];

const EXPECTED = 'a cron expression of five fields, such as "0 3 * * *" for 03:00 UTC every day';

/**
 * Checks a cron expression as a CronJob does. @returns it with single spaces
 * @throws AppError BAD_VALUE that names the field
 */
export function checkedCron(text: string): string {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) throw invalidCron(`"${text}" does not have five fields`);
  for (const [index, field] of fields.entries()) {
    const part = parts[index] ?? '';
    if (!part.split(',').every((range) => isRange(range, field)))
      throw invalidCron(
        `Kubernetes does not accept "${part}" as ${field.name} (${field.min} to ${field.max}${
          field.names.length > 0 ? ', or names such as mon and jan' : ''
        })`,
      );
  }
  return parts.join(' ');
}

function isRange(text: string, field: Field): boolean {
  const match = /^(?:\*|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/(\d{1,2}))?$/i.exec(text);
  if (match === null) return false;
  const [, from, to, step] = match;
  if (step !== undefined && Number(step) === 0) return false;
  if (from === undefined) return true;
  const [first, last] = [numberOf(from, field), numberOf(to ?? from, field)];
  return first !== null && last !== null && first <= last;
}

function numberOf(word: string, { min, max, names }: Field): number | null {
  const named = names.indexOf(word.toLowerCase());
  const number = named === -1 ? (/^\d{1,2}$/.test(word) ? Number(word) : Number.NaN) : named + min;
  return number >= min && number <= max ? number : null;
}

function invalidCron(reason: string): AppError<'BAD_VALUE'> {
  return new AppError('BAD_VALUE', `cron: ${reason}. Give ${EXPECTED}.`, { field: 'cron', expected: EXPECTED });
}
