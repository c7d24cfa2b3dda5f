import { parseMemory } from '../../../../shared/memory.ts';
import { factsOf } from '../directives/catalogue.ts';
import { type Directive, directiveLines, type RedisConf, replaceLines } from './redis-conf.ts';

/** Values by directive, in the format of CONFIG GET. */
export type Values = Readonly<Record<string, string>>;

/** All names of a directive, the current one first. */
export function namesOf(name: string): readonly string[] {
  const facts = factsOf(name);
  return facts ? [facts.name, ...facts.aliases] : [name.toLowerCase()];
}

/**
 * The value of a directive in a file, in the format of CONFIG GET: all `save` lines joined, the last line of each client
 * class, otherwise the last line. Null when the file does not set it.
 */
export function fileValue(conf: RedisConf, name: string): string | null {
  const lines = directiveLines(conf, ...namesOf(name));
  const last = lines.at(-1);
  if (!last) return null;
  switch (factsOf(name)?.kind) {
    case 'save':
      return lines.reduce<string>((sum, { args }) => (isNothing(args) ? '' : `${sum} ${args.join(' ')}`.trim()), '');
    case 'limits':
      return [...classesOf(lines.flatMap(({ args }) => args)).values()].flat().join(' ');
    case 'words':
      return last.args.join(' ');
    default:
      return last.args[0] ?? '';
  }
}

/** All directives in a file, by their current names. */
export function fileDirectives(conf: RedisConf): ReadonlySet<string> {
  const names = conf.lines.flatMap(({ directive }) => (directive ? [directive.name] : []));
  return new Set(names.map((name) => factsOf(name)?.name ?? name));
}

/** Sets a directive in the file; null removes it, so that Redis's default applies. */
export function withValue(conf: RedisConf, name: string, value: string | null): RedisConf {
  const names = namesOf(name);
  if (value === null) return replaceLines(conf, names, []);
  const present = directiveLines(conf, ...names).at(-1)?.name ?? names[0] ?? name;
  switch (factsOf(name)?.kind) {
    case 'save':
      return replaceLines(conf, names, saveLines(value));
    case 'limits': {
      const classes = new Map([
        ...classesOf(directiveLines(conf, ...names).flatMap(({ args }) => args)),
        ...classesOf(words(value)),
      ]);
      return replaceLines(
        conf,
        names,
        [...classes.values()].map((args) => ({ name: present, args })),
      );
    }
    case 'words':
      return replaceLines(conf, names, [{ name: present, args: value === '' ? [''] : words(value) }]);
    case 'memory':
      // Redis refuses blanks around a size.
      return replaceLines(conf, names, [{ name: present, args: [value.trim()] }]);
    default:
      return replaceLines(conf, names, [{ name: present, args: [value] }]);
  }
}

/** Normalizes a value, so that 2gb equals 2147483648 and `Yes` equals `yes`. */
export function canonical(name: string, value: string): string {
  const facts = factsOf(name);
  switch (facts?.kind) {
    case 'memory':
      return String(parseMemory(value) ?? value);
    case 'integer':
      return /^-?\d+$/.test(value) ? String(Number(value)) : value;
    case 'yesno':
    case 'choice':
      return value.toLowerCase();
    case 'save':
      return words(value).map(plainNumber).join(' ');
    case 'limits':
      // What is not made of groups of four has no other form.
      if (words(value).length % 4 !== 0) return words(value).join(' ');
      return [...classesOf(words(value))]
        .sort(([a], [b]) => a.localeCompare(b))
        .flatMap(([name, [, hard = '', soft = '', seconds = '']]) => [name, bytes(hard), bytes(soft), seconds])
        .join(' ');
    case 'words':
      return words(value).join(' ');
    default:
      return name === 'maxmemory-clients' ? bytes(value) : value;
  }
}

/** Whether two values are equivalent. A missing value counts as the default. */
export function sameValue(name: string, a: string | null, b: string | null): boolean {
  const fallback = factsOf(name)?.default ?? null;
  const [left, right] = [a ?? fallback, b ?? fallback];
  if (left === null || right === null) return left === right;
  // A class without a value keeps its default.
  if (factsOf(name)?.kind === 'limits' && fallback !== null) {
    return canonical(name, `${fallback} ${left}`) === canonical(name, `${fallback} ${right}`);
  }
  return canonical(name, left) === canonical(name, right);
}

export function words(value: string): readonly string[] {
  return value.split(/\s+/).filter((word) => word !== '');
}

function saveLines(value: string): readonly Directive[] {
  const numbers = words(value);
  if (numbers.length === 0) return [{ name: 'save', args: [''] }];
  return numbers.flatMap((seconds, index) =>
    index % 2 === 0 ? [{ name: 'save', args: [seconds, numbers[index + 1] ?? ''] }] : [],
  );
}

/** `save ""` removes all save points before it. */
function isNothing(args: readonly string[]): boolean {
  return args.length === 1 && args[0] === '';
}

/** Groups of four by class; a later group of the same class replaces the earlier one. CONFIG GET calls `replica` `slave`. */
function classesOf(args: readonly string[]): Map<string, readonly string[]> {
  const classes = new Map<string, readonly string[]>();
  for (let at = 0; at < args.length; at += 4) {
    const name = args[at]?.toLowerCase() ?? '';
    classes.set(name === 'replica' ? 'slave' : name, args.slice(at, at + 4));
  }
  return classes;
}

function bytes(value: string): string {
  return String(parseMemory(value) ?? value);
}

function plainNumber(word: string): string {
  return /^\d+$/.test(word) ? String(Number(word)) : word;
}
