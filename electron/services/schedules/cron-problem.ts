import { Cron } from 'croner';

/** The fields of a cron text, and what each may say. */
const fields = [
  ['minute', '0 to 59'],
  ['hour', '0 to 23'],
  ['day of the month', '1 to 31'],
  ['month', '1 to 12 or JAN to DEC'],
  ['day of the week', '0 to 7 or SUN to SAT'],
] as const;

/** What is wrong with a cron text, naming the field, as a sentence; null when it comes true some day. */
export function cronProblem(text: string, now: Date): string | null {
  const given = text.trim().split(/\s+/).filter(Boolean);
  if (given.length !== fields.length) {
    const here = given.length === 1 ? 'is 1' : `are ${given.length === 0 ? 'none yet' : given.length}`;
    return `Cron text has five fields (${fields.map(([name]) => name).join(', ')}), and here ${here}.`;
  }
  for (const [index, [name, range]] of fields.entries()) {
    // The others can be read as they are "any": so it is this one that cannot.
    const alone = fields.map((_, other) => (other === index ? given[index] : '*')).join(' ');
    if (!canBeRead(alone)) {
      return `The ${name} is “${given[index]}”: give ${range}, lists as 1,2, ranges as 1-5, steps as */2, or * for any.`;
    }
  }
  if (new Cron(text, { mode: '5-part', paused: true }).nextRun(now) !== null) return null;
  return 'It can be read and never comes: there is no such day in any year.';
}

function canBeRead(text: string): boolean {
  try {
    new Cron(text, { mode: '5-part', paused: true });
    return true;
  } catch {
    return false;
  }
}
