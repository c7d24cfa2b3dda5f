import { MASK, type Setting, type SettingsDocument } from '../../../../shared/contract/settings.ts';
import { ownValue } from '../../../../shared/own-value.ts';
import { shownPath } from '../../platform/home/paths.ts';
import { canonical, fileDirectives, fileValue, sameValue } from '../../redis/conf/conf-values.ts';
import { maskedArgs, maskedText } from '../../redis/conf/mask.ts';
import { modeOf, persistenceOf } from '../../redis/conf/persistence-mode.ts';
import { directiveLines } from '../../redis/conf/redis-conf.ts';
import { isSecret } from '../../redis/conf/secrets.ts';
import { unreadIncludes } from '../../redis/conf/unread-includes.ts';
import { catalogue, factsOf, textOnly } from '../../redis/directives/catalogue.ts';
import type { DirectiveFacts } from '../../redis/directives/directive.ts';
import { containerSettings } from './container-settings.ts';
import { definedByFile, driftOf } from './drift.ts';
import { howOf } from './plan.ts';
import type { SettingFacts } from './setting-facts.ts';

/** Everything that a client shows about the settings of an instance. Pure. */
export function describeSettings(facts: SettingFacts): SettingsDocument {
  const { id, runtime, running, file, conf, effective, info } = facts;
  return {
    id,
    runtime,
    running,
    version: info?.get('valkey_version') ?? info?.get('redis_version') ?? null,
    persistence: modeOf(persistenceOf(effective)),
    path: shownPath(file.path),
    hash: file.hash,
    text: maskedText(conf),
    settings: [...settingsOf(facts), ...containerSettings(facts)],
    drift: [...driftOf(facts)],
    ...(facts.refusal !== null && { refusal: facts.refusal }),
    ...(effective.unread.length > 0 && { unreadIncludes: [...unreadIncludes(effective)] }),
    machineMemoryBytes: facts.machine.memoryBytes,
  };
}

/** Catalogue settings in catalogue order, then all others of the server and the file by name. */
function settingsOf(facts: SettingFacts): Setting[] {
  const { live, effective } = facts;
  const names = new Set([...fileDirectives(effective), ...Object.keys(live ?? {})]);
  const known = catalogue.filter(({ name }) => !live || name in live || names.has(name));
  const others = [...names].filter((name) => !factsOf(name) && !textOnly.has(name)).sort();
  const isDefined = definedByFile(facts);
  return [
    ...known.map((directive) => settingOf(facts, directive, isDefined)),
    ...others.map((name) => ({ ...settingOf(facts, unknownDirective(name), isDefined), default: null })),
    ...[...textOnly].map((name) => linesOf(facts, name)),
  ];
}

function settingOf(facts: SettingFacts, directive: DirectiveFacts, isDefined: (directive: string) => boolean): Setting {
  const { name } = directive;
  const place = facts.published && (name === 'port' || name === 'bind');
  const published = name === 'port' ? String(facts.published?.port) : (facts.published?.host ?? '');
  const file = place ? published : fileValue(facts.effective, name);
  const live = place ? published : ((facts.live && ownValue(facts.live, name)) ?? null);
  const secret = isSecret(directive);
  const shown = (value: string | null) => (secret && value ? MASK : value);
  return {
    name,
    group: directive.group,
    title: directive.title,
    description: directive.description,
    kind: directive.kind,
    unit: directive.unit,
    options: directive.options ? [...directive.options] : null,
    least: directive.minimum,
    most: directive.maximum,
    how: place ? 'recreate' : howOf(facts, name, ''),
    default: directive.default,
    file: file === null || secret ? shown(file) : canonical(name, file),
    live: shown(live),
    isSet: secret && Boolean(live ?? file),
    pending:
      !place && directive.applied === 'restart' && live !== null && isDefined(name) && !sameValue(name, file, live),
    editable: directive.applied !== 'app',
    reason: directive.why,
  };
}

function unknownDirective(name: string): DirectiveFacts {
  return {
    name,
    group: 'Other',
    title: name,
    description: 'This version of the app has no description for this directive. Redis validates its value.',
    kind: 'text',
    applied: 'restart',
    default: '',
    unit: null,
    options: null,
    minimum: null,
    maximum: null,
    aliases: [],
    why: null,
  };
}

const lineTexts: Readonly<Record<string, string>> = {
  include: 'Includes the lines of another file.',
  loadmodule: 'A module that the server loads on start.',
  'rename-command': 'A renamed or disabled command.',
  user: 'An ACL user and its permissions.',
};

function linesOf({ conf }: SettingFacts, name: string): Setting {
  const lines = directiveLines(conf, name).map((line) => maskedArgs(line).join(' '));
  return {
    name,
    group: 'Only in the text',
    title: name,
    description: lineTexts[name] ?? '',
    kind: 'lines',
    unit: null,
    options: null,
    least: null,
    most: null,
    how: 'restart',
    default: null,
    file: lines.length === 0 ? null : lines.join('\n'),
    live: null,
    isSet: lines.length > 0,
    pending: false,
    editable: false,
    reason: 'It can occur several times: edit it in the text of redis.conf.',
  };
}
