import { Cron } from 'croner';

/** The fields of a cron expression, and their values. */
const fields = [
  ['minute', '0 to 59'],
  ['hour', '0 to 23'],
  ['day of the month', '1 to 31'],
  ['month', '1 to 12 or JAN to DEC'],
  ['day of the week', '0 to 7 or SUN to SAT'],
] as const;

/** The problem of a cron expression, as a sentence that names the field; null if the expression has a next run. */
export function cronProblem(text: string, now: Date): string | null {
  const given = text.trim().split(/\s+/).filter(Boolean);
  if (given.length !== fields.length) {
    const names = fields.map(([name]) => name).join(', ');
    return `A cron expression has five fields (${names}), and this one has ${given.length === 0 ? 'none' : given.length}.`;
  }
  for (const [index, [name, range]] of fields.entries()) {
    // All other fields are "*", so that a failure comes from this field.
    const alone = fields.map((_, other) => (other === index ? given[index] : '*')).join(' ');
    if (!isValid(alone)) {
      return `The ${name} is “${given[index]}”: use ${range}, a list such as 1,2, a range such as 1-5, a step such as */2, or * for any.`;
    }
  }
  if (new Cron(text, { mode: '5-part', paused: true }).nextRun(now) !== null) return null;
  return 'This cron expression never matches: no year has such a day.';
}

function isValid(text: string): boolean {
  try {
    new Cron(text, { mode: '5-part', paused: true });
    return true;
  } catch {
    return false;
  }
}
