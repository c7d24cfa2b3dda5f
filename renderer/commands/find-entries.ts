import { type Entry, type EntryKind, entryKinds, kindTitles } from './entry.ts';
import { type Match, matchTitle } from './match.ts';

/** An entry that a query finds. */
export interface FoundEntry {
  readonly entry: Entry;
  readonly match: Match;
}

export interface Section {
  readonly title: string;
  /** Null: the recent ones, of any kind. */
  readonly kind: EntryKind | null;
  readonly found: readonly FoundEntry[];
  /** How many more of this kind are found. */
  readonly more: number;
}

export interface FoundEntries {
  readonly sections: readonly Section[];
  /** How many are found of each kind. */
  readonly counts: ReadonlyMap<EntryKind, number>;
}

/** At most so many of a kind, the rest behind its count. */
const MOST = 3;
/** A title that was hit itself: what is only found by other words does not count as recently meant. */
const TITLE_HIT = 100;
/** Of these there are too many to show before anything is typed. */
const afterTyping: readonly EntryKind[] = ['setting', 'backup'];

/** All words are found, in the title or beside it. */
const WORD_HIT = 50;

function isCommand({ kind }: Entry): boolean {
  return kind === 'command' || kind === 'view';
}

const prefixes: Readonly<Record<string, EntryKind>> = { '>': 'command', '@': 'instance' };

/** What is sought, and of which kind: `> stop` is about commands. */
export function parseQuery(typed: string): { readonly words: string; readonly kind: EntryKind | null } {
  const kind = prefixes[typed.charAt(0)] ?? null;
  return { words: (kind ? typed.slice(1) : typed).trim(), kind };
}

/**
 * The entries that a query finds: recent ones first, then kind by kind, the kind with the best hit first, so that Enter
 * does what was most likely meant.
 * @param recent ids, the latest first
 * @param kind shows all of this kind, and no other; null: some of each
 */
export function findEntries(
  entries: readonly Entry[],
  query: string,
  recent: readonly string[],
  kind: EntryKind | null,
): FoundEntries {
  const found = entries.flatMap((entry) => {
    const match = matchTitle(query, entry.title, entry.also);
    // Letters in order are enough for a command that is half remembered; of three hundred settings they find too many.
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
      return { title: kindTitles[one], kind: one, found: all.slice(0, MOST), more: Math.max(0, all.length - MOST) };
    })
    .filter((section) => section.found.length > 0)
    .sort((a, b) => bestOf(b) - bestOf(a));
  const first: readonly Section[] = again.length > 0 ? [{ title: 'Recent', kind: null, found: again, more: 0 }] : [];
  return { sections: [...first, ...sections], counts };
}

function recentOnes(found: readonly FoundEntry[], query: string, recent: readonly string[]): readonly FoundEntry[] {
  const least = query === '' ? 0 : TITLE_HIT;
  return recent
    .flatMap((id) => found.filter(({ entry, match }) => entry.id === id && match.score >= least))
    .filter(({ entry }) => entry.blocked === null)
    .slice(0, MOST);
}

function byScore(found: readonly FoundEntry[]): readonly FoundEntry[] {
  return [...found].sort((a, b) => b.match.score - a.match.score);
}

function bestOf({ found }: Section): number {
  return Math.max(0, ...found.map(({ match }) => match.score));
}
