import { benchmarkTestNames, isTenantId, logLevels, MAIN, TENANT_ID_RULE } from '../../../shared/contract/names.ts';
import { runtimeKinds } from '../../../shared/contract/runtimes.ts';
import {
  decimal,
  either,
  type FlagValue,
  idBeginning,
  listOf,
  matching,
  oneOf,
  present,
  text,
  wholeNumber,
} from './flag-values.ts';
import { moment } from './moment.ts';

/** One flag of the terminal: what it is called, what it takes, and its line in the help. */
export interface Flag<T> {
  /** The letter of the short form, where there is one. */
  readonly short?: string;
  readonly value: FlagValue<T>;
  readonly about: string;
  /** It may be given several times: its values make a list. */
  readonly many?: true;
}

const yesNo = oneOf('yes', 'no');
const id: FlagValue<string> = {
  shown: 'ID',
  expected: '"main" or the id of a tenant: 1 to 40 of a–z, 0–9 and "-", beginning and ending with a letter or digit',
  read: (given) => (given === MAIN || isTenantId(given) ? given : null),
};
const tenant: FlagValue<string> = {
  shown: 'ID',
  expected: `the id of a tenant: ${TENANT_ID_RULE}`,
  read: (given) => (isTenantId(given) ? given : null),
};
const size = matching(
  'SIZE',
  /^\d{1,15}(b|kb?|mb?|gb?)?$/i,
  'a size in whole numbers such as 512mb or 2gb (1536mb for 1.5g)',
);
const kept = wholeNumber('N', 0, 1000);
const port = wholeNumber('PORT', 1, 65535);
const backupName = matching(
  'NAME',
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
  'a backup name: up to 100 letters, digits, ".", "_" and "-", beginning with a letter or digit',
);

/** Every flag that the terminal knows. Which of them an action takes stands with the action. */
export const flags = {
  action: { short: 'a', value: text('ACTION', 'the name of an action', 64), about: 'what to do (status)' },
  instance: { value: id, about: 'the instance to act on (main)' },
  'client-id': { short: 'c', value: id, about: 'the same as --instance' },
  client: { value: text('ID', 'the id of a tenant', 64), about: 'the same as --client-id' },
  resources: {
    value: text('NAMES', 'names with commas between them', 400),
    about: 'what a client project needs, such as redis,postgres (redis)',
  },
  runtime: { value: oneOf(...runtimeKinds), about: 'where to run it (docker when an engine answers)' },
  port: { value: port, about: 'the port on this machine' },
  memory: { short: 'm', value: size, about: 'the memory limit, such as 512mb or 2gb' },
  persistence: { short: 'p', value: oneOf('rdb', 'aof', 'both', 'none'), about: 'how data is kept on disk (rdb)' },
  set: {
    value: matching(
      'DIRECTIVE=VALUE',
      /^[a-zA-Z][a-zA-Z0-9_-]{0,63}=[^\r\n]*$/,
      'a directive of redis.conf, "=" and its value',
    ),
    about: 'a setting to change; may be given several times',
    many: true,
  },
  revert: {
    value: either(oneOf('last'), idBeginning('a change, as config-history gives it')),
    about: 'the change of the settings to take back',
  },
  'restore-keys': {
    value: yesNo,
    about: 'with --revert: restore the keys that the change evicted (no)',
  },
  drift: {
    value: oneOf('keep-live', 'keep-file'),
    about: 'where the running server differs from redis.conf: whose values stay',
  },
  image: { value: text('IMAGE', 'the name of an image', 255), about: 'the image to run (redis:7-alpine)' },
  'image-archive': {
    value: text('FILE', 'the path of a file', 4096),
    about: 'a file made by "docker save", to take the image from when it is not there',
  },
  'remove-data': { value: yesNo, about: 'remove data, configuration and logs too (no); backups stay' },
  yes: { short: 'y', value: yesNo, about: 'answer the question before something is lost (no)' },
  'generate-password': { value: yesNo, about: 'make a password for the tenant (no)' },
  'memory-policy': {
    value: text('POLICY', 'a policy such as allkeys-lru', 32),
    about: 'what goes when memory is full (allkeys-lru)',
  },
  'container-memory': {
    value: either(oneOf('auto', 'none'), size),
    about: 'the memory limit of the container (auto: twice --memory, at least 64mb more)',
  },
  'container-outgoing': { value: oneOf('open', 'closed'), about: 'whether it reaches other computers (closed)' },
  'container-cpus': { value: decimal('N', 'processors', 0.01, 1024), about: 'a hard limit of the container' },
  group: { value: text('TEXT', 'a name of up to 60 characters', 60), about: 'the group a tenant is listed under' },
  notes: { value: text('TEXT', 'a text of up to 2000 characters', 2000), about: 'what to remember of a tenant' },
  'safety-backup': {
    value: text('NAME', 'a name that list-destroyed gives', 120),
    about: 'the destroyed tenant to bring back',
  },
  'backup-name': { short: 'b', value: backupName, about: 'the backup' },
  kind: {
    value: text('KIND', 'a word of up to 400 characters', 400),
    about: 'snapshot or archive (snapshot); for activity such as backup,restore',
  },
  search: { value: text('TEXT', 'words of up to 200 characters', 200), about: 'only what has all these words in it' },
  since: { value: moment, about: 'only what happened since then' },
  until: { value: moment, about: 'only what happened until then' },
  verify: { value: yesNo, about: 'load the backup in a scratch Redis afterwards (yes)' },
  note: { value: text('TEXT', 'a note of up to 500 characters', 500), about: 'what the backup is for' },
  to: { value: backupName, about: 'the new name of the backup' },
  into: { value: id, about: 'the instance to restore into (its own)' },
  'to-client': { value: tenant, about: 'a new tenant to make and restore into' },
  file: { value: text('FILE', 'the path of a file', 4096), about: 'the file to import, or to export to' },
  data: {
    value: text('FORM', '"rdb", "aof" or the path of one inside the file', 4096),
    about: 'which data counts where a file holds several: rdb, aof or a path in it',
  },
  keep: { value: wholeNumber('N', 0, 1_000_000), about: 'how many of the newest backups stay' },
  'max-size': { value: size, about: 'how much the backups may take together, such as 10gb' },
  'keep-daily': { value: kept, about: 'for how many days one backup of each stays' },
  'keep-weekly': { value: kept, about: 'for how many weeks one backup of each stays' },
  'keep-monthly': { value: kept, about: 'for how many months one backup of each stays' },
  schedule: {
    value: idBeginning('a schedule'),
    about: 'the schedule',
  },
  'all-clients': { value: present, about: 'every tenant there is when the schedule runs' },
  every: { value: wholeNumber('HOURS', 1, 720), about: 'hours between two runs' },
  at: {
    value: matching('HH:MM', /^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:00'),
    about: 'the time of day',
  },
  on: {
    value: matching('DAY', /^(mon|tues|wednes|thurs|fri|satur|sun)day$/, 'a day of the week such as monday'),
    about: 'the day of the week, with --at',
  },
  cron: { value: text('TEXT', 'the five fields of cron', 200), about: 'when to run, as cron has it: "30 3 * * 1-5"' },
  enabled: { value: yesNo, about: 'whether the schedule runs by itself (yes)' },
  'dry-run': { value: present, about: 'only say what would be done' },
  days: { value: wholeNumber('DAYS', 0, 36_500), about: 'the age in days from which backups go (30)' },
  database: {
    short: 'd',
    value: either(wholeNumber('N', 0, 999_999), oneOf('all')),
    about: 'the database, or all of them (0)',
  },
  lines: { short: 'n', value: wholeNumber('N', 1, 100_000), about: 'how many lines (50)' },
  kill: { value: yesNo, about: 'end a server that hangs without saving; what is not on disk is lost (no)' },
  follow: { value: yesNo, about: 'go on as new lines come (no)' },
  level: { value: oneOf(...logLevels), about: 'only lines of this level and above' },
  filter: { value: text('TEXT', 'a text of up to 1000 characters', 1000), about: 'only lines with this text in them' },
  regex: {
    value: text('EXPRESSION', 'a regular expression of up to 1000 characters', 1000),
    about: 'only lines that fit this regular expression',
  },
  interval: { short: 'i', value: decimal('S', 'seconds', 0.25, 86_400), about: 'seconds between two looks (5)' },
  count: { value: wholeNumber('N', 1, 1_000_000_000), about: 'how many looks before it ends' },
  enable: { value: yesNo, about: 'serve the metrics to programs of this machine, or no longer' },
  output: { value: text('FILE', 'the path of a file', 4096), about: 'the file to write to, else it is printed' },
  requests: { value: wholeNumber('N', 100, 10_000_000), about: 'how many requests a test sends (50000)' },
  clients: { value: wholeNumber('N', 1, 500), about: 'how many connections send them (20)' },
  pipeline: { value: wholeNumber('N', 1, 1000), about: 'requests sent at once on each (1)' },
  tests: {
    value: listOf('TEST,…', benchmarkTestNames),
    about: `which of ${benchmarkTestNames.join(', ')} (all)`,
  },
  host: { value: text('ADDR', 'an address of this machine', 253), about: 'the address to listen on (127.0.0.1)' },
  'no-open': { value: present, about: 'do not open the link in a browser' },
  timeout: {
    value: decimal('S', 'seconds', 0.001, 86_400),
    about: 'give up after so many seconds, undoing what was begun',
  },
  json: { value: present, about: 'one JSON document on standard output' },
  help: { short: 'h', value: present, about: 'what can be done, and how' },
  version: { value: present, about: 'the version of this program' },
} satisfies Record<string, Flag<unknown>>;

export type FlagName = keyof typeof flags;
type One<N extends FlagName> = (typeof flags)[N]['value'] extends FlagValue<infer T> ? T : never;
type ValueOf<N extends FlagName> = (typeof flags)[N] extends { many: true } ? readonly One<N>[] : One<N>;

/** The flags that were given, by name, their values read and checked. */
export type Arguments<N extends FlagName = FlagName> = { readonly [K in N]?: ValueOf<K> };

/** Flags that every action takes. */
export const commonFlags = ['action', 'yes', 'timeout', 'json', 'help', 'version'] as const satisfies FlagName[];
export type CommonFlag = (typeof commonFlags)[number];

export const flagNames = Object.keys(flags) as FlagName[];

/** Old names of renamed flags: scripts may still use them, and the help shows only the new ones. */
export const renamedFlags: ReadonlyMap<string, FlagName> = new Map([['prove', 'verify']]);

/** @returns the flag of that name or old name; null when there is none */
export function flagNamed(name: string): FlagName | null {
  const current = renamedFlags.get(name) ?? name;
  return Object.hasOwn(flags, current) ? (current as FlagName) : null;
}

/** The letter of a flag's short form, or null. */
export function shortOf(name: FlagName): string | null {
  const flag: Flag<unknown> = flags[name];
  return flag.short ?? null;
}
