import type { AppError } from '../../../../shared/contract/errors.ts';
import {
  CONTAINER_MEMORY,
  CONTAINER_OUTGOING,
  CONTAINER_PRIVILEGES,
  isContainerSetting,
} from '../../../../shared/contract/names.ts';
import { MASK, type SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { checkPersistence, checkValue, invalidSetting } from '../../redis/conf/check-value.ts';
import { fileValue, namesOf, sameValue, type Values, withValue, words } from '../../redis/conf/conf-values.ts';
import { unmaskedText } from '../../redis/conf/mask.ts';
import { persistenceOf, switchesFor } from '../../redis/conf/persistence-mode.ts';
import {
  type Directive,
  directiveLines,
  formatRedisConf,
  type LineOrigin,
  lastLineOf,
  parseRedisConf,
  type RedisConf,
  replaceLines,
  unreadableLine,
} from '../../redis/conf/redis-conf.ts';
import { isSecret } from '../../redis/conf/secrets.ts';
import { PUBLISHED_PORT, whyNoPlainPort } from '../../redis/conf/tls-place.ts';
import { factsOf, textOnly } from '../../redis/directives/catalogue.ts';
import { UNLIMITED } from '../../runtimes/docker/containers/memory-limit.ts';
import { containerChoice, memoryChoiceText } from './container-settings.ts';
import type { ContainerChoices, Published, SettingFacts, Target } from './setting-facts.ts';

/** A change request without references: copies and reverts are resolved to plain changes. */
export type ResolvedChange = Extract<SettingsChangeRequest, { kind: 'changes' | 'text' | 'keep-live' | 'keep-file' }>;

/**
 * Computes the new content of the file, changing only the lines that differ.
 * @throws AppError BAD_VALUE with the reason, and for a text with the line
 */
export function targetOf(facts: SettingFacts, request: ResolvedChange): Target {
  switch (request.kind) {
    case 'changes':
      return changedTarget(facts, withPersistence(facts, request));
    case 'text':
      return textTarget(facts, request.text);
    case 'keep-live':
      return changedTarget(facts, liveValues(facts, request.directives), true);
    case 'keep-file': {
      const { recordedPort, published } = facts;
      const back = request.directives.includes('port') && published && recordedPort !== null;
      return {
        ...unchanged(facts),
        ...(back && { published: { ...published, port: recordedPort } }),
        converts: new Set(request.directives.filter(isContainerSetting)),
        named: new Set(request.directives.filter((name) => !isContainerSetting(name)).map(canonicalName)),
      };
    }
    default:
      return request satisfies never;
  }
}

type Changes = Readonly<Record<string, string | null>>;

function withPersistence(facts: SettingFacts, request: Extract<SettingsChangeRequest, { kind: 'changes' }>): Changes {
  if (request.persistence === undefined) return request.changes;
  checkPersistence(request.persistence);
  const given = Object.keys(request.changes).map(canonicalName);
  for (const name of ['appendonly', 'save']) {
    if (name === 'appendonly' && given.includes(name)) {
      throw invalidSetting(
        name,
        'one of the two',
        `persistence and ${name} contradict or repeat each other: set only one of them.`,
      );
    }
  }
  const save = Object.entries(request.changes).find(([name]) => canonicalName(name) === 'save')?.[1];
  const now = persistenceOf(facts.effective);
  const switches = switchesFor(request.persistence, { ...now, save: save ?? now.save }, save || facts.saveIntervals);
  return { ...request.changes, ...switches };
}

function changedTarget(facts: SettingFacts, changes: Changes, trusted = false): Target {
  let { conf, published } = unchanged(facts);
  let container: Partial<ContainerChoices> = {};
  const named = new Set<string>();
  for (const [given, value] of Object.entries(changes)) {
    const name = canonicalName(given);
    if (isContainerSetting(name)) {
      container = { ...container, ...containerChoice(facts, name, value) };
      continue;
    }
    requireKnown(facts, name);
    // Removing a directive is validated as setting its default.
    const isOff = name === 'port' && value === '0' && !facts.published;
    if (!trusted && !isOff) checkValue(name, value ?? factsOf(name)?.default ?? '');
    named.add(name);
    if (facts.published && isListenAddress(name))
      published = publishedWith(facts, published ?? facts.published, name, value);
    else conf = withChange(facts, conf, name, value);
  }
  const effective = facts.resolve(conf);
  if (fileValue(effective, 'port') === '0' && (named.has('port') || named.has('tls-port')))
    requirePort(facts, effective);
  if (!facts.published && named.has('bind')) requireOwnAddresses(facts, fileValue(effective, 'bind') ?? '');
  return { conf, effective, text: formatRedisConf(conf), published, named, container };
}

/**
 * Sets a value. If an included file sets it, the new line goes after the include in redis.conf and overrides it.
 * @throws AppError BAD_VALUE if that is impossible: cumulative lines, a removal, an argument of the start command
 */
function withChange(facts: SettingFacts, conf: RedisConf, name: string, value: string | null): RedisConf {
  if (value !== null && isSecret(factsOf(name)) && value === MASK) return conf;
  const now = fileValue(facts.resolve(conf), name);
  // Keep the notation of the file: 2gb and 2147483648 are equal.
  if (value !== null && now !== null && sameValue(name, now, value)) return conf;
  const removed = value === null || (value === '' && name === 'requirepass');
  const names = namesOf(name);
  const origin = lastLineOf(facts.effective, ...names)?.line.origin;
  const elsewhere = origin?.isDefault ? undefined : origin;
  const written = directiveLines(conf, ...names).length > 0;
  if (removed) {
    // An empty password in redis.conf overrides one from an included file.
    const next = elsewhere && value !== null ? withValue(conf, name, '') : withValue(conf, name, null);
    if (elsewhere && (elsewhere.file === null || (value === null && !written)))
      throw setElsewhere(facts, name, elsewhere);
    return next;
  }
  const plain = withValue(conf, name, value);
  // Save points accumulate over all files; an empty one resets those before it.
  const next = elsewhere && factsOf(name)?.kind === 'save' ? withReset(plain, names) : plain;
  if (sameValue(name, fileValue(facts.resolve(next), name), value)) return next;
  throw setElsewhere(facts, name, lastLineOf(facts.resolve(next), ...names)?.line.origin ?? elsewhere);
}

function withReset(conf: RedisConf, names: readonly string[]): RedisConf {
  const own = directiveLines(conf, ...names);
  const isReset = own[0]?.args.length === 1 && own[0].args[0] === '';
  return isReset ? conf : replaceLines(conf, names, [{ name: 'save', args: [''] }, ...own]);
}

function setElsewhere({ id }: SettingFacts, name: string, origin: LineOrigin | undefined): AppError<'BAD_VALUE'> {
  const expected = 'changed where it is set';
  if (origin?.file === null) {
    const message = `${name} of ${id} is set by the command that starts the server, which overrides redis.conf. Create the container without that argument.`;
    return invalidSetting(name, expected, message);
  }
  const where = origin ? `${origin.file}, line ${origin.line}` : 'an included file';
  const message = `${name} is set in ${where}, which redis.conf includes and cannot override. Change it in that file.`;
  return invalidSetting(name, expected, message);
}

function textTarget(facts: SettingFacts, masked: string): Target {
  const text = unmaskedText(masked, facts.conf);
  const conf = parseRedisConf(text);
  const open = unreadableLine(conf);
  if (open) {
    const message = `Line ${open.number} of the text cannot be read: a quotation mark is not closed, or something follows it (${open.text}).`;
    throw invalidSetting(`line ${open.number}`, 'closed quotation marks', message, open.number);
  }
  const isNew = (line: Directive) => !existedBefore(facts.conf, line);
  for (const [index, { directive }] of conf.lines.entries()) {
    if (!directive) continue;
    const name = canonicalName(directive.name);
    const value = directive.args.join(' ');
    if (textOnly.has(name) || sameValue(name, fileValue(facts.conf, name), fileValue(conf, name))) continue;
    if (existedBefore(facts.conf, directive) && directiveLines(conf, directive.name).some(isNew)) continue;
    atLine(index + 1, () => {
      if (name === 'port' && value === '0') return requirePort(facts, conf);
      // Back from TLS alone: the port that the container publishes.
      const opensPlain = name === 'port' && value === String(PUBLISHED_PORT);
      if (facts.published && isListenAddress(name) && !opensPlain) throw inContainer(name);
      checkValue(name, value);
      if (name === 'bind') requireOwnAddresses(facts, value);
    });
  }
  const removed = (['dir', 'dbfilename', 'logfile', 'pidfile'] as const).find(
    (name) => fileValue(facts.conf, name) !== null && fileValue(conf, name) === null,
  );
  if (removed)
    throw invalidSetting(
      removed,
      'left where it is',
      `${removed} must stay in the file. ${factsOf(removed)?.why ?? ''}`.trim(),
    );
  return { text, conf, effective: facts.resolve(conf), published: facts.published, named: new Set() };
}

/** @throws AppError BAD_VALUE for `port 0` where no client would find the server */
function requirePort(facts: SettingFacts, conf: RedisConf): void {
  const why = whyNoPlainPort(facts, conf);
  if (why !== null) throw invalidSetting('port', 'a port, or 0 beside tls-port', why);
}

/** Used to blame the new line, not an unchanged one of the same directive. */
function existedBefore(before: RedisConf, { name, args }: Directive): boolean {
  return directiveLines(before, name).some((line) => line.args.join('\0') === args.join('\0'));
}

/** Adds the line number to a validation error. */
function atLine(line: number, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const expected = 'data' in error ? (error.data as { expected?: string }).expected : undefined;
    throw invalidSetting(
      `line ${line}`,
      expected ?? 'a value that Redis accepts',
      `Line ${line}: ${error.message}`,
      line,
    );
  }
}

function liveValues({ live, published, container }: SettingFacts, directives: readonly string[]): Changes {
  const place = published && { port: String(published.port), bind: published.host };
  const own = directives.filter((name) => name !== CONTAINER_PRIVILEGES);
  const values: Values = {
    ...live,
    ...place,
    ...(container && {
      [CONTAINER_MEMORY]: memoryChoiceText(container.rights.memoryBytes ?? UNLIMITED),
      [CONTAINER_OUTGOING]: container.rights.outgoing,
    }),
  };
  const liveValue = (name: string) => (Object.hasOwn(values, name) ? (values[name] ?? null) : null);
  return Object.fromEntries(own.map((name) => [name, liveValue(canonicalName(name))]));
}

function unchanged(facts: SettingFacts): Target {
  return {
    text: facts.file.text,
    conf: facts.conf,
    effective: facts.effective,
    published: facts.published,
    named: new Set(),
  };
}

export function canonicalName(name: string): string {
  return factsOf(name)?.name ?? name.toLowerCase();
}

/** A directive that the catalogue lacks may be known to the running server. */
function requireKnown({ live }: SettingFacts, name: string): void {
  if (factsOf(name) || textOnly.has(name) || !live || Object.hasOwn(live, name)) return;
  throw invalidSetting(
    name,
    'a directive of redis.conf',
    `Redis has no directive "${name}". Check the name in the list of settings.`,
  );
}

/** In Docker these belong to the container, not to the file. */
export function isListenAddress(name: string): boolean {
  return name === 'port' || name === 'bind';
}

function publishedWith(facts: SettingFacts, now: Published, name: string, value: string | null): Published {
  if (name === 'port') return { ...now, port: value === null ? now.port : Number(value) };
  const addresses = words(value ?? '127.0.0.1');
  const [host] = addresses;
  if (host === undefined || addresses.length > 1) {
    throw invalidSetting(
      'bind',
      'one address',
      'bind: in Docker an instance is published on exactly one address of this computer.',
    );
  }
  requireOwnAddresses(facts, host);
  return { ...now, host: host === '*' ? '0.0.0.0' : host };
}

function requireOwnAddresses({ machine }: SettingFacts, value: string): void {
  const everywhere = ['*', '::*', '0.0.0.0', '::', '::1', '127.0.0.1', 'localhost'];
  for (const word of words(value)) {
    // A leading hyphen makes the address optional.
    const address = word.replace(/^-/, '');
    if (
      everywhere.includes(address) ||
      machine.addresses.includes(address) ||
      address.startsWith('127.') ||
      word.startsWith('-')
    )
      continue;
    const own = machine.addresses.join(', ');
    throw invalidSetting(
      'bind',
      `an address of this computer: ${own}`,
      `bind: ${address} is not an address of this computer. It has ${own}.`,
    );
  }
}

function inContainer(name: string) {
  const subject = name === 'port' ? 'the port on this computer' : 'the address on this computer';
  return invalidSetting(
    name,
    'left as it is',
    `${name} is where the server listens inside its container. Change ${subject} by the setting ${name}, not in the file.`,
  );
}
