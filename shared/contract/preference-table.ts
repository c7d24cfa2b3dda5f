import { DEFAULT_EXPORTER_PORT } from './names.ts';
import { runtimeKinds } from './runtimes.ts';

// For the first screen of a view and for every command: nothing in this file imports zod.

/** The parts of the page of preferences, in its order. `state` is what the app remembers and no page shows. */
export const preferenceGroups = [
  'general',
  'storage',
  'sampling',
  'backups',
  'security',
  'integration',
  'updates',
  'state',
] as const;
export type PreferenceGroup = (typeof preferenceGroups)[number];

interface Common {
  readonly group: PreferenceGroup;
  /**
   * When a change takes effect: `now`, for instances that are created afterwards (`new-instances`), or with the next start
   * of the app (`restart`).
   */
  readonly effect: 'now' | 'new-instances' | 'restart';
  /**
   * Who acts on it. A preference that only a view or the window acts on has no effect elsewhere, and is not shown
   * there.
   */
  readonly by: 'core' | 'view' | 'desktop';
  /** The variable that wins over it while it is set. */
  readonly variable?: string;
}

interface Choice<T extends string> extends Common {
  readonly kind: 'choice';
  readonly choices: readonly T[];
  readonly initial: T;
}

interface Switch extends Common {
  readonly kind: 'switch';
  readonly initial: boolean;
}

/** A whole number in the unit that its name or its words have. */
interface Whole extends Common {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly initial: number;
}

/** Text of one line; empty: none. */
interface Text extends Common {
  readonly kind: 'text';
  readonly pattern: RegExp;
  /** A valid value, for messages. */
  readonly example: string;
  readonly initial: string;
}

const choice = <const T extends string>(
  choices: readonly T[],
  initial: NoInfer<T>,
  common: Common,
): Choice<T> & { readonly initial: T } => ({ kind: 'choice', choices, initial, ...common });
const onOff = (initial: boolean, common: Common): Switch => ({ kind: 'switch', initial, ...common });
const whole = (min: number, max: number, initial: number, common: Common): Whole => ({
  kind: 'number',
  min,
  max,
  initial,
  ...common,
});
const text = (pattern: RegExp, example: string, initial: string, common: Common): Text => ({
  kind: 'text',
  pattern,
  example,
  initial,
  ...common,
});

/** Every preference of the app: its values, its default, who acts on it and when. The only list of them. */
export const preferences = {
  theme: choice(['system', 'light', 'dark'], 'system', { group: 'general', effect: 'now', by: 'view' }),
  language: choice(['en', 'de'], 'en', { group: 'general', effect: 'now', by: 'view' }),
  times: choice(['relative', 'exact'], 'relative', { group: 'general', effect: 'now', by: 'view' }),
  units: choice(['binary', 'decimal'], 'binary', { group: 'general', effect: 'now', by: 'core' }),
  'start-at-login': onOff(false, { group: 'general', effect: 'now', by: 'desktop' }),
  'keep-running': onOff(true, { group: 'general', effect: 'now', by: 'desktop' }),
  runtime: choice(['auto', ...runtimeKinds], 'auto', { group: 'storage', effect: 'new-instances', by: 'core' }),
  engine: text(/^((unix|npipe|tcp|https?):\/\/[\w./:@[\]-]{1,200})?$/, 'unix:///var/run/docker.sock', '', {
    ...{ group: 'storage', effect: 'now', by: 'core' },
    variable: 'DOCKER_HOST',
  }),
  image: text(/^[\w][\w./:@-]{0,254}$/, 'redis:7-alpine', 'redis:7-alpine', {
    ...{ group: 'storage', effect: 'new-instances', by: 'core' },
    variable: 'REDIS_IMAGE',
  }),
  mirror: text(/^([a-z\d][a-z\d.-]{0,200}(:\d{1,5})?(\/[a-z\d][a-z\d._-]{0,100}){0,4})?$/, 'mirror.example.com', '', {
    ...{ group: 'storage', effect: 'now', by: 'core' },
  }),
  'sampling-interval': whole(1000, 60_000, 5000, { group: 'sampling', effect: 'now', by: 'core' }),
  'watched-interval': whole(250, 10_000, 1000, { group: 'sampling', effect: 'now', by: 'core' }),
  'charts-kept': whole(7, 90, 90, { group: 'sampling', effect: 'now', by: 'core' }),
  'backups-kept': whole(1, 3650, 30, { group: 'backups', effect: 'now', by: 'core' }),
  'undo-space': whole(1, 1000, 10, { group: 'backups', effect: 'now', by: 'core' }),
  'verify-backups': onOff(true, { group: 'backups', effect: 'now', by: 'core' }),
  passwords: choice(['keychain', 'file'], 'keychain', { group: 'security', effect: 'now', by: 'core' }),
  'new-read-only': onOff(false, { group: 'security', effect: 'new-instances', by: 'core' }),
  metrics: onOff(false, { group: 'integration', effect: 'now', by: 'core' }),
  'metrics-port': whole(1, 65_535, DEFAULT_EXPORTER_PORT, { group: 'integration', effect: 'now', by: 'core' }),
  updates: choice(['off', 'notify', 'download'], 'off', { group: 'updates', effect: 'now', by: 'desktop' }),
  'skipped-update': text(/^([\w.+-]{1,64})?$/, '1.5.0', '', { group: 'state', effect: 'now', by: 'core' }),
  'seen-version': text(/^([\w.+-]{1,64})?$/, '1.4.2', '', { group: 'state', effect: 'now', by: 'core' }),
  'seen-tour': onOff(false, { group: 'state', effect: 'now', by: 'core' }),
} as const satisfies Readonly<Record<string, Choice<string> | Switch | Whole | Text>>;

export type PreferenceName = keyof typeof preferences;

type ValueOf<P> = P extends { readonly choices: readonly (infer C)[] }
  ? C
  : P extends { readonly kind: 'switch' }
    ? boolean
    : P extends { readonly kind: 'number' }
      ? number
      : string;
export type PreferenceValues = { readonly [N in PreferenceName]: ValueOf<(typeof preferences)[N]> };
export type PreferenceValue = PreferenceValues[PreferenceName];

export type PreferenceDefinition = Choice<string> | Switch | Whole | Text;

export const preferenceNames = Object.keys(preferences) as readonly PreferenceName[];

export const definitionOf = (name: PreferenceName): PreferenceDefinition => preferences[name];

export const isPreferenceName = (name: string): name is PreferenceName => Object.hasOwn(preferences, name);

/** A description of a valid value, to follow "is not": `one of system, light, dark`. */
export function expectedValue(definition: PreferenceDefinition): string {
  switch (definition.kind) {
    case 'choice':
      return `one of ${definition.choices.join(', ')}`;
    case 'switch':
      return 'yes or no';
    case 'number':
      return `a whole number from ${definition.min} to ${definition.max}`;
    case 'text':
      return `a value such as ${definition.example}${definition.initial === '' ? ', or empty' : ''}`;
    default:
      return definition satisfies never;
  }
}

/** Whether a value of a file or a client is valid for a preference. */
export function isValidValue(definition: PreferenceDefinition, value: unknown): value is PreferenceValue {
  switch (definition.kind) {
    case 'choice':
      return typeof value === 'string' && definition.choices.includes(value);
    case 'switch':
      return typeof value === 'boolean';
    case 'number':
      return Number.isInteger(value) && Number(value) >= definition.min && Number(value) <= definition.max;
    case 'text':
      return typeof value === 'string' && definition.pattern.test(value);
    default:
      return definition satisfies never;
  }
}

/** A value as the user types it: `yes`, `5000`, `dark`. @returns null if it is invalid */
export function parsePreference(definition: PreferenceDefinition, typed: string): PreferenceValue | null {
  const given = typed.trim();
  const value =
    definition.kind === 'switch'
      ? ({ yes: true, on: true, true: true, no: false, off: false, false: false } as Record<string, boolean>)[
          given.toLowerCase()
        ]
      : definition.kind === 'number'
        ? /^\d{1,9}$/.test(given)
          ? Number(given)
          : null
        : given;
  return isValidValue(definition, value) ? value : null;
}

/** The value for display and for `parsePreference`. */
export function preferenceText(value: PreferenceValue): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
