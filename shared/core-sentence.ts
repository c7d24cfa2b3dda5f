import { withLocalFigures } from './format/number.ts';

/**
 * English texts and their translation; of several that match, the one with the most text of its own. The pattern is a
 * regular expression in which a full stop before a space or at the end stands for itself, and a name at the start has no
 * colon before a space: that ends the text around an inserted one. In the text, `$1` is a name or figure, or a list of
 * names, and `@1` a text that may have a pattern of its own.
 */
export type Patterns = readonly (readonly [pattern: string, text: string])[];

type Match = (text: string) => string | null;

/**
 * @returns a text of the core in the language of the patterns: as a whole, or sentence by sentence. What no pattern
 * matches stays English. Figures get the separators of the language.
 */
export function createCoreSentence(patterns: Patterns): (text: string) => string {
  if (patterns.length === 0) return (text) => text;
  let match: Match | null = null;
  const translate = (text: string): string => {
    match ??= createMatch(patterns, translate);
    return bySentence(text.split(/(?<=[.?!]) /), match);
  };
  return (text) => withLocalFigures(translate(text));
}

interface Translated {
  readonly text: string;
  /** Sentences without a pattern. */
  readonly english: number;
}

/** Of one pattern, unless it takes all that follow: a text may end with a long log. */
const MOST_SENTENCES = 6;

/** Characters. A longer text has been inserted from elsewhere, and patterns with several gaps would take seconds. */
const MAX_LENGTH = 2000;

/** As few sentences as possible stay English. A pattern of one sentence comes before one that spans several. */
function bySentence(sentences: readonly string[], match: Match): string {
  /** The best translation of the last n sentences, by n. */
  const ends: Translated[] = [{ text: '', english: 0 }];
  for (let at = sentences.length - 1; at >= 0; at--) {
    const [own = '', next = { text: '', english: 0 }] = [sentences[at], ends.at(-1)];
    let best: Translated = { text: joined(own, next), english: next.english + 1 };
    for (let count = 1; at + count <= sentences.length; count++) {
      if (count > MOST_SENTENCES && at + count < sentences.length) continue;
      const rest = ends[ends.length - count];
      if (!rest || rest.english >= best.english) continue;
      const text = match(sentences.slice(at, at + count).join(' '));
      if (text !== null) best = { text: joined(text, rest), english: rest.english };
    }
    ends.push(best);
  }
  return ends.at(-1)?.text ?? '';
}

function joined(text: string, rest: Translated): string {
  return rest.text === '' ? text : `${text} ${rest.text}`;
}

/** Tries only the patterns whose longest word is in the text, as there are a thousand, and the longest of them first. */
function createMatch(patterns: Patterns, nested: (text: string) => string): Match {
  const literal = patterns.map(([pattern]) => literalText(pattern));
  const byWord = new Map<string, number[]>();
  for (const [index, text] of literal.entries()) {
    const words = text.match(WORD) ?? [];
    const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '');
    byWord.set(longest, [...(byWord.get(longest) ?? []), index]);
  }
  const length = (index: number) => literal[index]?.length ?? 0;
  const compiled = new Map<number, RegExp>();
  const compile = (index: number, pattern: string) => {
    const source = pattern.replace(/\.(?= |$)/g, '\\.').replace(/^\(\.\+\)/, '((?:(?!: ).)+)');
    const made = new RegExp(`^${source}$`);
    compiled.set(index, made);
    return made;
  };
  return (text) => {
    if (text.length > MAX_LENGTH) return null;
    const possible = ['', ...new Set(text.match(WORD))].flatMap((word) => byWord.get(word) ?? []);
    for (const index of possible.sort((a, b) => length(b) - length(a))) {
      const [pattern, translation] = patterns[index] ?? ['', ''];
      const found = (compiled.get(index) ?? compile(index, pattern)).exec(text);
      if (!found) continue;
      return translation.replace(/([$@])(\d)/g, (_, kind, at) => {
        const inserted = found[Number(at)] ?? '';
        return kind === '@' || SHORTENED_LIST.test(inserted) ? nested(inserted) : inserted;
      });
    }
    return null;
  };
}

/** Names, of which the last are only counted. */
const SHORTENED_LIST = /, .+ and [\d,]+ more$/;

const WORD = /\b[A-Za-z]+\b/g;

/** What every text of a pattern has; `_` stands for a group or an optional letter. */
function literalText(pattern: string): string {
  let text = pattern.replace(/\\./g, ' ');
  while (/\([^()]*\)/.test(text)) text = text.replace(/\([^()]*\)\??/g, '_');
  return text.replace(/\w\?/g, '_');
}
