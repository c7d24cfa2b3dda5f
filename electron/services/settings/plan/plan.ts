import {
  CONTAINER_MEMORY,
  CONTAINER_OUTGOING,
  CONTAINER_PRIVILEGES,
  isContainerSetting,
} from '../../../../shared/contract/names.ts';
import {
  type Applied,
  type Evictions,
  MASK,
  type PlannedChange,
  type Risk,
  type SettingsPlan,
} from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { canonical, fileDirectives, fileValue, isSecret, sameValue, withValue } from '../../redis/conf/conf-values.ts';
import { maskedArgs, maskedText } from '../../redis/conf/mask.ts';
import { modeOf, persistenceOf } from '../../redis/conf/persistence-mode.ts';
import { directiveLines, formatRedisConf, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { publishedTls, tlsPort } from '../../redis/conf/tls-place.ts';
import { factsOf, textOnly } from '../../redis/directives/catalogue.ts';
import { unifiedDiff } from '../history/unified-diff.ts';
import { containerSettingChanges, isRaise, type MemoryMove, memoryMove } from './container-settings.ts';
import { noteOn } from './notes.ts';
import { evictionsOf, risksOf } from './risks.ts';
import { type Change, type SettingFacts, type Target, takesFileOnly } from './setting-facts.ts';

/** A plan with what only the engine may know. */
export interface ComputedPlan {
  readonly facts: SettingFacts;
  readonly target: Target;
  readonly changes: readonly Change[];
  readonly risks: readonly Risk[];
  readonly restart: boolean;
  readonly recreate: boolean;
  readonly evicts: Evictions | null;
}

/** What a change will do. Computes only: everything was gathered before. */
export function computePlan(facts: SettingFacts, target: Target): ComputedPlan {
  const changes = [
    ...containerChanges(facts, target),
    ...placeChanges(facts, target),
    ...fileChanges(facts, target),
    ...lineChanges(facts, target),
  ];
  return {
    facts,
    target,
    changes,
    risks: risksOf(facts, changes, target),
    restart: facts.running && changes.some(({ how }) => how !== 'live'),
    recreate: changes.some(({ how }) => how === 'recreate'),
    evicts: evictionsOf(facts, changes, target),
  };
}

/** The plan as a face sees it. */
export function shownPlan(
  plan: ComputedPlan,
  { triedBy, access }: Pick<SettingsPlan, 'triedBy' | 'access'>,
): SettingsPlan {
  const { facts, target, risks } = plan;
  const [before, after] = [maskedText(facts.conf), maskedText(target.conf)];
  const changes = shownChanges(plan);
  return {
    id: facts.id,
    hash: facts.file.hash,
    changes,
    risks: [...risks],
    restart: plan.restart,
    recreate: plan.recreate,
    safetyBackup: needsSafetyBackup(plan),
    evicts: plan.evicts,
    steps: stepsOf(plan),
    before,
    after,
    diff: unifiedDiff('redis.conf', before, after),
    triedBy,
    access,
  };
}

const containerTitles: Readonly<Record<string, string>> = {
  [CONTAINER_PRIVILEGES]: 'Privileges of the container',
  [CONTAINER_MEMORY]: 'Memory limit of the container',
  [CONTAINER_OUTGOING]: 'Outgoing traffic of the container',
};

export function shownChanges(plan: ComputedPlan): PlannedChange[] {
  return plan.changes.map((change) => {
    const title = factsOf(change.directive)?.title ?? containerTitles[change.directive] ?? change.directive;
    return { ...masked(change), title, note: noteOn(plan.facts, plan.target, change) };
  });
}

/** A change that can be shown and written down. */
export function masked(change: Change): Change {
  if (!isSecret(factsOf(change.directive))) return change;
  const hide = (value: string | null) => (value ? MASK : null);
  return { ...change, from: hide(change.from), to: hide(change.to) };
}

export function needsSafetyBackup({ risks }: Pick<ComputedPlan, 'risks'>): boolean {
  return risks.some(({ level }) => level === 'danger');
}

export function isEmpty({ facts, target, changes }: ComputedPlan): boolean {
  return changes.length === 0 && target.text === facts.file.text;
}

function fileChanges(facts: SettingFacts, target: Target): Change[] {
  const names = new Set([...fileDirectives(facts.effective), ...fileDirectives(target.effective), ...target.named]);
  return [...names].flatMap((directive): Change[] => {
    if (textOnly.has(directive)) return [];
    if (facts.published && (directive === 'bind' || (directive === 'port' && !changesPlainPort(facts, target))))
      return [];
    if (directive === 'tls-port' && tlsChanges(facts, target).length > 0) return [];
    const [before, after] = [fileValue(facts.effective, directive), fileValue(target.effective, directive)];
    const known = factsOf(directive);
    const fallback = known?.default ?? null;
    const now = facts.live?.[directive] ?? before ?? fallback;
    const to = after ?? fallback;
    if (sameValue(directive, before, after) && (!target.named.has(directive) || sameValue(directive, now, to)))
      return [];
    const plain = (value: string | null) => (value === null ? null : canonical(directive, value));
    // Both on one port: the plain one lets go of it only as the server ends.
    const waits = directive === 'tls-port' && [facts, target].some(({ conf }) => fileValue(conf, 'port') === '0');
    return [{ directive, from: plain(now), to: plain(to), how: waits ? 'restart' : howOf(facts, directive, to) }];
  });
}

/** The port inside a container is no matter of where it is published, but for its being switched off. */
function changesPlainPort(facts: SettingFacts, target: Target): boolean {
  return (fileValue(facts.conf, 'port') === '0') !== (fileValue(target.effective, 'port') === '0');
}

/** The port of this computer on which clients find the instance, where a plan changes it; null where it stays. */
export function newPort({ facts, target, changes }: Pick<ComputedPlan, 'facts' | 'target' | 'changes'>): number | null {
  const change = changes.find(({ directive, how }) => directive === 'port' && (!facts.published || how === 'recreate'));
  if (change) return Number(change.to) || tlsPort(target.effective) || null;
  // A process that speaks TLS alone.
  const moves =
    changes.some(({ directive }) => directive === 'tls-port') && fileValue(target.effective, 'port') === '0';
  return !facts.published && moves ? tlsPort(target.effective) : null;
}

/** Whether a change is given to the running server by CONFIG SET. */
export function isGivenLive({ directive, how }: Pick<Change, 'directive' | 'how'>): boolean {
  return how === 'live' && !isContainerSetting(directive);
}

/** The change of the container's memory limit that needs no new container; null where there is none. */
export function limitMove({ facts, target, changes, recreate }: ComputedPlan): MemoryMove | null {
  if (!changes.some(({ directive, how }) => directive === CONTAINER_MEMORY && how === 'live')) return null;
  const move = memoryMove(facts, target);
  // A container that is recreated gets the lower limit then.
  return move && recreate && !isRaise(move) ? null : move;
}

/** A step of a plan, as its title. */
export function limitStep(move: MemoryMove): string {
  if (move.to === null) return 'Remove the memory limit of the container';
  return `${move.from === null ? 'Set' : isRaise(move) ? 'Raise' : 'Lower'} the memory limit of the container`;
}

/** Unknown directives are given by a restart: that always works. */
export function howOf(
  facts: Pick<SettingFacts, 'running' | 'live' | 'published'>,
  directive: string,
  to: string | null,
): Applied {
  const known = factsOf(directive);
  if (known?.applied !== 'live' || to === null) return 'restart';
  // A server whose CONFIG was renamed away, or that is too old to know the directive.
  return facts.running && !(directive in (facts.live ?? {})) ? 'restart' : 'live';
}

function containerChanges(facts: SettingFacts, target: Target): Change[] {
  return [...tlsChanges(facts, target), ...containerSettingChanges(facts, target)];
}

/** The port of TLS is published by the container, under the number that it has inside. */
function tlsChanges({ effective, published, publishedTls: now }: SettingFacts, target: Target): Change[] {
  const wanted = publishedTls(target.effective);
  const isMeant = target.named.has('tls-port') || tlsPort(effective) !== tlsPort(target.effective);
  if (!published || !isMeant || wanted === now) return [];
  const from = fileValue(effective, 'tls-port') ?? '0';
  return [{ directive: 'tls-port', from, to: String(tlsPort(target.effective)), how: 'recreate' }];
}

function placeChanges({ published: before }: SettingFacts, { published: after }: Target): Change[] {
  if (!before || !after) return [];
  const port: Change = { directive: 'port', from: String(before.port), to: String(after.port), how: 'recreate' };
  const bind: Change = { directive: 'bind', from: before.host, to: after.host, how: 'recreate' };
  return [port, bind].filter(({ from, to }) => from !== to);
}

/** Lines that stand by themselves: users, includes, modules, renamed commands. */
function lineChanges(facts: SettingFacts, target: Target): Change[] {
  return [...textOnly].flatMap((directive): Change[] => {
    const [from, to] = [linesOf(facts.effective, directive), linesOf(target.effective, directive)];
    return from === to
      ? []
      : [
          {
            directive,
            from: shownLines(facts.effective, directive),
            to: shownLines(target.effective, directive),
            how: 'restart',
          },
        ];
  });
}

function linesOf(conf: RedisConf, directive: string): string {
  return JSON.stringify(directiveLines(conf, directive));
}

function shownLines(conf: RedisConf, directive: string): string | null {
  const lines = directiveLines(conf, directive).map((line) => maskedArgs(line).join(' '));
  return lines.length === 0 ? null : lines.join('\n');
}

function stepsOf(plan: ComputedPlan): string[] {
  const { facts, changes, target } = plan;
  const live = changes.filter(isGivenLive);
  const aof = live.find(({ directive }) => directive === 'appendonly');
  const steps: string[] = [];
  const limit = limitMove(plan);
  if (limit && isRaise(limit)) steps.push(`${limitStep(limit)}.`);
  if (needsSafetyBackup(plan)) steps.push('Take a safety backup.');
  if (aof && facts.running) {
    steps.push(
      aof.to === 'yes'
        ? 'Switch the AOF on and wait until it is written.'
        : 'Save a snapshot, then switch the AOF off.',
    );
  } else if (aof) {
    steps.push(
      'Load the data with the old settings where nobody else reaches it, write it in the new form, and end again.',
    );
  }
  const others = live.filter(({ directive }) => directive !== 'appendonly').length;
  if (facts.running && others > 0) steps.push(`Give the running server ${counted(others, 'setting')}.`);
  const stopsFirst = plan.restart && takesFileOnly(facts);
  if (stopsFirst)
    steps.push(facts.refusal === null ? 'Save, and stop Redis.' : 'Stop Redis: it saves as its settings say.');
  if (target.text !== facts.file.text) steps.push('Write redis.conf.');
  if (plan.recreate) steps.push('Make the container again around the same data.');
  if (stopsFirst) steps.push('Start Redis and wait until the data is loaded.');
  else if (plan.restart) steps.push('Restart once and wait until the data is loaded.');
  const isSwitchedOff =
    modeOf(persistenceOf(target.effective)) === 'none' && modeOf(persistenceOf(facts.effective)) !== 'none';
  if (facts.running && isSwitchedOff) steps.push('Move the last snapshot aside: the next start begins empty.');
  if (steps.length > 0)
    steps.push('Check that it answers, with these settings and as many keys; else bring the old ones back.');
  if (limit && !isRaise(limit)) steps.push(`${limitStep(limit)}.`);
  return steps;
}

/** The file with only those changes of a plan that the running server takes at once. */
export function liveText({ restart, target, changes, facts }: ComputedPlan): string {
  if (!restart) return target.text;
  const live = changes.filter(isGivenLive);
  const conf = live.reduce(
    (now, { directive }) => withValue(now, directive, fileValue(target.conf, directive)),
    facts.conf,
  );
  return formatRedisConf(conf);
}
