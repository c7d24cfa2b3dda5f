/** The type of a value, which decides its format, check and comparison. */
export type ValueKind =
  /** Bytes, as `memtoull` reads them: a whole number and b, k, kb, m, mb, g, gb. */
  | 'memory'
  | 'integer'
  | 'yesno'
  | 'choice'
  /** One argument, any text. */
  | 'text'
  /** Text that views never show. */
  | 'secret'
  /** Words, each a separate argument. */
  | 'words'
  /** Pairs of seconds and changes, or nothing; the lines of the file add up. */
  | 'save'
  /** A client class, two sizes and seconds; the last line of each class counts. */
  | 'limits';

/**
 * `live`: CONFIG SET accepts it. `restart`: Redis reads it at its start only. `app`: the app controls it, since it
 * decides the paths of an instance and how it starts.
 */
export type Applied = 'live' | 'restart' | 'app';

/** Facts of a directive for all instances. Defaults are those of Redis 7.0, in the format of CONFIG GET. */
export interface DirectiveFacts {
  readonly name: string;
  readonly group: string;
  readonly title: string;
  readonly description: string;
  readonly kind: ValueKind;
  readonly applied: Applied;
  readonly default: string;
  /** The unit of a number: `ms`, `s`, `bytes`, `%`; null for none. */
  readonly unit: string | null;
  readonly options: readonly string[] | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Older names of the same directive. */
  readonly aliases: readonly string[];
  /** Why the app does not let users change it; only for `app`. */
  readonly why: string | null;
}

type Extra = Partial<Pick<DirectiveFacts, 'applied' | 'unit' | 'minimum' | 'maximum' | 'aliases' | 'why' | 'options'>>;
type Maker = (name: string, title: string, fallback: string, description: string, extra?: Extra) => DirectiveFacts;

/** Functions that create the entries of one group, by kind. */
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
      minimum: null,
      maximum: null,
      aliases: [],
      why: null,
      ...more,
      ...extra,
    });
  return {
    memory: maker('memory', { unit: 'bytes', minimum: 0 }),
    integer: maker('integer', { minimum: 0, maximum: 2_147_483_647 }),
    yesno: maker('yesno', { options: ['yes', 'no'] }),
    choice: maker('choice'),
    text: maker('text'),
    secret: maker('secret'),
    words: maker('words'),
    save: maker('save'),
    limits: maker('limits'),
  };
}
