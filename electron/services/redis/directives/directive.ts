/** How a value is written, checked and compared. */
export type ValueKind =
  /** Bytes, as `memtoull` reads them: a whole number and b, k, kb, m, mb, g, gb. */
  | 'memory'
  | 'integer'
  | 'yesno'
  | 'choice'
  /** One argument, any text. */
  | 'text'
  /** As text, and shown to nobody. */
  | 'secret'
  /** Words, each an argument of its own. */
  | 'words'
  /** Pairs of seconds and changes, or nothing; lines of the file add up. */
  | 'save'
  /** A class of clients, two sizes and seconds; the last line of each class counts. */
  | 'limits';

/**
 * `live`: CONFIG SET takes it. `restart`: read at the start only. `app`: where an instance keeps and finds its files
 * and how it is started is the app's business.
 */
export type Applied = 'live' | 'restart' | 'app';

/** What is known of a directive whatever the instance. Defaults are those of Redis 7.0, as CONFIG GET gives them. */
export interface DirectiveFacts {
  readonly name: string;
  readonly group: string;
  readonly title: string;
  readonly description: string;
  readonly kind: ValueKind;
  readonly applied: Applied;
  readonly default: string;
  /** What a number counts: `ms`, `s`, `bytes`, `%`; null where it has no unit. */
  readonly unit: string | null;
  readonly options: readonly string[] | null;
  readonly least: number | null;
  readonly most: number | null;
  /** Earlier names that mean the same. */
  readonly aliases: readonly string[];
  /** Why it cannot be changed here; only of `app`. */
  readonly why: string | null;
}

type Extra = Partial<Pick<DirectiveFacts, 'applied' | 'unit' | 'least' | 'most' | 'aliases' | 'why' | 'options'>>;
type Maker = (name: string, title: string, fallback: string, description: string, extra?: Extra) => DirectiveFacts;

/** What makes the entries of one group, by kind. */
export function group(name: string): Readonly<Record<ValueKind, Maker>> {
  const maker =
    (kind: ValueKind, more: Extra = {}): Maker =>
    (directive, title, fallback, description, extra = {}) => ({
      name: directive,
      group: name,
      title,
      description,
      kind,
      default: fallback,
      applied: 'live',
      unit: null,
      options: null,
      least: null,
      most: null,
      aliases: [],
      why: null,
      ...more,
      ...extra,
    });
  return {
    memory: maker('memory', { unit: 'bytes', least: 0 }),
    integer: maker('integer', { least: 0, most: 2_147_483_647 }),
    yesno: maker('yesno', { options: ['yes', 'no'] }),
    choice: maker('choice'),
    text: maker('text'),
    secret: maker('secret'),
    words: maker('words'),
    save: maker('save'),
    limits: maker('limits'),
  };
}
