import { MASK, type Setting, type SettingsDocument } from '../../../../shared/contract/settings.ts';
import { shownPath } from '../../platform/home/paths.ts';
import { canonical, fileDirectives, fileValue, isSecret, sameValue } from '../../redis/conf/conf-values.ts';
import { maskedArgs, maskedText } from '../../redis/conf/mask.ts';
import { modeOf, persistenceOf } from '../../redis/conf/persistence-mode.ts';
import { directiveLines } from '../../redis/conf/redis-conf.ts';
import { unreadIncludes } from '../../redis/conf/unread-includes.ts';
import { catalogue, factsOf, textOnly } from '../../redis/directives/catalogue.ts';
import type { DirectiveFacts } from '../../redis/directives/directive.ts';
import { containerSettings } from './container-settings.ts';
import { driftOf, toldByFile } from './drift.ts';
import { howOf } from './plan.ts';
import type { SettingFacts } from './setting-facts.ts';

/** Everything a settings view shows of an instance. Computes only. */
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

/** Those of our catalogue first, in its order, then what else the server or the file knows, by name. */
function settingsOf(facts: SettingFacts): Setting[] {
  const { live, effective } = facts;
  const names = new Set([...fileDirectives(effective), ...Object.keys(live ?? {})]);
  const known = catalogue.filter(({ name }) => !live || name in live || names.has(name));
  const others = [...names].filter((name) => !factsOf(name) && !textOnly.has(name)).sort();
  const isTold = toldByFile(facts);
  return [
    ...known.map((directive) => settingOf(facts, directive, isTold)),
    ...others.map((name) => ({ ...settingOf(facts, unknownDirective(name), isTold), default: null })),
    ...[...textOnly].map((name) => linesOf(facts, name)),
  ];
}

function settingOf(facts: SettingFacts, directive: DirectiveFacts, isTold: (directive: string) => boolean): Setting {
  const { name } = directive;
  const place = facts.published && (name === 'port' || name === 'bind');
  const published = name === 'port' ? String(facts.published?.port) : (facts.published?.host ?? '');
  const file = place ? published : fileValue(facts.effective, name);
  const live = place ? published : (facts.live?.[name] ?? null);
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
    least: directive.least,
    most: directive.most,
    how: place ? 'recreate' : howOf(facts, name, ''),
    default: directive.default,
    file: file === null || secret ? shown(file) : canonical(name, file),
    live: shown(live),
    isSet: secret && Boolean(live ?? file),
    pending: !place && directive.applied === 'restart' && live !== null && isTold(name) && !sameValue(name, file, live),
    editable: directive.applied !== 'app',
    reason: directive.why,
  };
}

function unknownDirective(name: string): DirectiveFacts {
  return {
    name,
    group: 'Other',
    title: name,
    description: 'A directive that this version of the app has no words for. Redis checks its value.',
    kind: 'text',
    applied: 'restart',
    default: '',
    unit: null,
    options: null,
    least: null,
    most: null,
    aliases: [],
    why: null,
  };
}

const lineTexts: Readonly<Record<string, string>> = {
  include: 'Another file whose lines count as if they stood here.',
  loadmodule: 'A module that the server loads at its start.',
  'rename-command': 'A command that is called otherwise, or cannot be called at all.',
  user: 'A user, and what it may do.',
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
    reason: 'It may stand many times: change it in the text of redis.conf.',
  };
}
