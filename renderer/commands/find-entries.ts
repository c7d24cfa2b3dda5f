import { type Entry, type EntryKind, entryKinds, kindTitles } from './entry.ts';
import { type Match, matchTitle } from './match.ts';
import * as commandWords from './words.ts';

/** An entry that matches the query. */
export interface FoundEntry {
  readonly entry: Entry;
  readonly match: Match;
}

export interface Section {
  readonly title: string;
  /** Null: recent entries of any kind. */
  readonly kind: EntryKind | null;
  readonly found: readonly FoundEntry[];
  /** The number of further matches of this kind. */
  readonly more: number;
}

export interface FoundEntries {
  readonly sections: readonly Section[];
  /** The number of matches of each kind. */
  readonly counts: ReadonlyMap<EntryKind, number>;
}

/** The number of matches of a kind to show; a button shows the others. */
const MAX_PER_KIND = 3;
/** A match of the title itself. Recent entries need one; a match of the additional words is too weak. */
const TITLE_HIT = 100;
/** Kinds with too many entries to show for an empty query. */
const afterTyping: readonly EntryKind[] = ['setting', 'backup'];

/** All words match, in the title or in the additional words. */
const WORD_HIT = 50;

function isCommand({ kind }: Entry): boolean {
  return kind === 'command' || kind === 'view';
}

const prefixes: Readonly<Record<string, EntryKind>> = { '>': 'command', '@': 'instance' };

/** Splits a query into the kind and the words: `> stop` searches commands. */
export function parseQuery(typed: string): { readonly words: string; readonly kind: EntryKind | null } {
  const kind = prefixes[typed.charAt(0)] ?? null;
  return { words: (kind ? typed.slice(1) : typed).trim(), kind };
}

/**
 * Finds the entries that match a query: recent ones first, then the kinds ordered by their best match, so that Enter
 * runs the most likely one.
 * @param recent ids, latest first
 * @param kind returns all matches of this kind and no others; null: some of each kind
 */
export function findEntries(
  entries: readonly Entry[],
  query: string,
  recent: readonly string[],
  kind: EntryKind | null,
): FoundEntries {
  const found = entries.flatMap((entry) => {
    const match = matchTitle(query, entry.title, entry.also);
    // Letters in order find half-remembered commands, but too many of the 300 settings.
    return match && (match.score >= WORD_HIT || isCommand(entry) || query === '') ? [{ entry, match }] : [];
  });
  const counts = new Map(entryKinds.map((one) => [one, found.filter(({ entry }) => entry.kind === one).length]));
  if (kind !== null) {
    const all = byScore(found.filter(({ entry }) => entry.kind === kind));
    return { sections: all.length > 0 ? [{ title: kindTitles[kind], kind, found: all, more: 0 }] : [], counts };
  }
  const again = recentOnes(found, query, recent);
  const rest = found.filter((one) => !again.includes(one));
  const sections = entryKinds
    .filter((one) => query !== '' || !afterTyping.includes(one))
    .map((one): Section => {
      const all = byScore(rest.filter(({ entry }) => entry.kind === one));
      return {
        title: kindTitles[one],
        kind: one,
        found: all.slice(0, MAX_PER_KIND),
        more: Math.max(0, all.length - MAX_PER_KIND),
      };
    })
    .filter((section) => section.found.length > 0)
    .sort((a, b) => bestOf(b) - bestOf(a));
  const first: readonly Section[] =
    again.length > 0 ? [{ title: commandWords.recent, kind: null, found: again, more: 0 }] : [];
  return { sections: [...first, ...sections], counts };
}

function recentOnes(found: readonly FoundEntry[], query: string, recent: readonly string[]): readonly FoundEntry[] {
  const minScore = query === '' ? 0 : TITLE_HIT;
  return recent
    .flatMap((id) => found.filter(({ entry, match }) => entry.id === id && match.score >= minScore))
    .filter(({ entry }) => entry.blocked === null)
    .slice(0, MAX_PER_KIND);
}

function byScore(found: readonly FoundEntry[]): readonly FoundEntry[] {
  return [...found].sort((a, b) => b.match.score - a.match.score);
}

function bestOf({ found }: Section): number {
  return Math.max(0, ...found.map(({ match }) => match.score));
}
