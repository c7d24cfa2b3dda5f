import type { ActivityEvent, ActivityFilter } from '../../../../shared/contract/activity.ts';
import { endOf } from './event-line.ts';

export function matcher(filter: ActivityFilter): (event: ActivityEvent) => boolean {
  const { instances, kinds, clients, outcomes, from, to } = filter;
  const words = wordsOf(filter.search);
  const [since, until] = [from, to].map((at) => (at === undefined ? undefined : Date.parse(at)));
  return (event) =>
    (instances === undefined || (event.instance !== null && instances.includes(event.instance))) &&
    (kinds === undefined || kinds.includes(event.kind)) &&
    (clients === undefined || clients.includes(event.face ?? 'seen')) &&
    (outcomes === undefined || (event.outcome !== null && outcomes.includes(event.outcome))) &&
    (since === undefined || Date.parse(endOf(event)) >= since) &&
    (until === undefined || Date.parse(event.at) <= until) &&
    containsAll(event, words);
}

/**
 * A cheap check on the raw line before it is parsed: false when the event cannot match. Words with characters that JSON
 * escapes are skipped here.
 */
export function lineMatcher(filter: ActivityFilter): (line: string) => boolean {
  const ids = filter.instances?.map((id) => `"instance":"${id}"`);
  const kinds = filter.kinds?.map((kind) => `"kind":"${kind}"`);
  const words = wordsOf(filter.search).filter((word) => !/["\\\p{Cc}]/u.test(word));
  return (line) => {
    if (ids && !ids.some((text) => line.includes(text))) return false;
    if (kinds && !kinds.some((text) => line.includes(text))) return false;
    if (words.length === 0) return true;
    const lower = line.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}

function containsAll({ title, detail, kind, instance, backup }: ActivityEvent, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [title, detail, kind, instance, backup].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

function wordsOf(search: string | undefined): readonly string[] {
  return (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
}
