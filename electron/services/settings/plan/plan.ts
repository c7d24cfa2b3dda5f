import {
  CONTAINER_MEMORY,
  CONTAINER_OUTGOING,
  CONTAINER_PRIVILEGES,
  isContainerSetting,
} from '../../../../shared/contract/names.ts';
import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import {
  type Applied,
  type Evictions,
  MASK,
  type PlannedChange,
  type Risk,
  type SettingsPlan,
} from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { ownValue } from '../../../../shared/own-value.ts';
import { stepTitle } from '../../../../shared/step-title.ts';
import { canonical, fileDirectives, fileValue, sameValue, withValue } from '../../redis/conf/conf-values.ts';
import { maskedArgs, maskedText } from '../../redis/conf/mask.ts';
import { modeOf, persistenceOf } from '../../redis/conf/persistence-mode.ts';
import { directiveLines, formatRedisConf, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { isSecret } from '../../redis/conf/secrets.ts';
import { publishedTls, tlsPort } from '../../redis/conf/tls-place.ts';
import { factsOf, textOnly } from '../../redis/directives/catalogue.ts';
import { unifiedDiff } from '../history/unified-diff.ts';
import { containerSettingChanges, isRaise, type MemoryMove, memoryMove } from './container-settings.ts';
import { noteOn } from './notes.ts';
import { evictionsOf, risksOf } from './risks.ts';
import { type Change, type SettingFacts, type Target, takesFileOnly } from './setting-facts.ts';

/** A plan with unmasked secrets; it never leaves the core. */
export interface ComputedPlan {
  readonly facts: SettingFacts;
  readonly target: Target;
  readonly changes: readonly Change[];
  readonly risks: readonly Risk[];
  readonly restart: boolean;
  readonly recreate: boolean;
  readonly evicts: Evictions | null;
}

/** Computes the effect of a change. Pure: all input is in `facts`. */
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

/** The plan for clients, with secrets masked. */
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
    const title = factsOf(change.directive)?.title ?? ownValue(containerTitles, change.directive) ?? change.directive;
    return { ...masked(change), title, note: noteOn(plan.facts, plan.target, change) };
  });
}

/** The change with secrets masked, safe to show and store. */
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
    const now = (facts.live && ownValue(facts.live, directive)) ?? before ?? fallback;
    const to = after ?? fallback;
    if (sameValue(directive, before, after) && (!target.named.has(directive) || sameValue(directive, now, to)))
      return [];
    const plain = (value: string | null) => (value === null ? null : canonical(directive, value));
    const waits = directive.startsWith('tls-') && movesTls(facts, target);
    return [{ directive, from: plain(now), to: plain(to), how: waits ? 'restart' : howOf(facts, directive, to) }];
  });
}

/**
 * Whether the TLS port changes with a restart. With plain and TLS on the same port, the plain listener releases it only
 * when the server stops. Until then the certificates of the port must stay as well.
 */
function movesTls(facts: SettingFacts, target: Target): boolean {
  if (tlsPort(facts.effective) === tlsPort(target.effective)) return false;
  return facts.published !== null || [facts, target].some(({ conf }) => fileValue(conf, 'port') === '0');
}

/** Only disabling or enabling the plain port inside a container is a change of the file. */
function changesPlainPort(facts: SettingFacts, target: Target): boolean {
  return (fileValue(facts.conf, 'port') === '0') !== (fileValue(target.effective, 'port') === '0');
}

/** The new port on this computer for clients; null if it stays. */
export function newPort({ facts, target, changes }: Pick<ComputedPlan, 'facts' | 'target' | 'changes'>): number | null {
  const change = changes.find(({ directive, how }) => directive === 'port' && (!facts.published || how === 'recreate'));
  if (change) return Number(change.to) || tlsPort(target.effective) || null;
  // A process with TLS only.
  const moves =
    changes.some(({ directive }) => directive === 'tls-port') && fileValue(target.effective, 'port') === '0';
  return !facts.published && moves ? tlsPort(target.effective) : null;
}

/** Whether CONFIG SET applies the change. */
export function isGivenLive({ directive, how }: Pick<Change, 'directive' | 'how'>): boolean {
  return how === 'live' && !isContainerSetting(directive);
}

/** The change of the container's memory limit that needs no recreation; null if there is none. */
export function limitMove({ facts, target, changes, recreate }: ComputedPlan): MemoryMove | null {
  if (!changes.some(({ directive, how }) => directive === CONTAINER_MEMORY && how === 'live')) return null;
  const move = memoryMove(facts, target);
  // Recreation sets the lower limit.
  return move && recreate && !isRaise(move) ? null : move;
}

export function limitStep(move: MemoryMove): OperationStepId {
  if (move.to === null) return 'remove-memory-limit';
  if (move.from === null) return 'set-memory-limit';
  return isRaise(move) ? 'raise-memory-limit' : 'lower-memory-limit';
}

/** Unknown directives need a restart, which always works. */
export function howOf(
  facts: Pick<SettingFacts, 'running' | 'live' | 'published'>,
  directive: string,
  to: string | null,
): Applied {
  const known = factsOf(directive);
  if (known?.applied !== 'live' || to === null) return 'restart';
  // CONFIG is disabled, or the server is too old for the directive.
  return facts.running && !(directive in (facts.live ?? {})) ? 'restart' : 'live';
}

function containerChanges(facts: SettingFacts, target: Target): Change[] {
  return [...tlsChanges(facts, target), ...containerSettingChanges(facts, target)];
}

/** A container publishes the TLS port under the same number. */
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

/** Directives that can occur several times: users, includes, modules, renamed commands. */
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
  if (limit && isRaise(limit)) steps.push(`${stepTitle({ id: limitStep(limit), subject: null })}.`);
  if (needsSafetyBackup(plan)) steps.push('Take a safety backup.');
  if (aof && facts.running) {
    steps.push(aof.to === 'yes' ? 'Enable AOF and wait until it is written.' : 'Save a snapshot, then disable AOF.');
  } else if (aof) {
    steps.push('Convert the data to the new form in a scratch server.');
  }
  const others = live.filter(({ directive }) => directive !== 'appendonly').length;
  if (facts.running && others > 0) steps.push(`Apply ${counted(others, 'setting')} live.`);
  const stopsFirst = plan.restart && takesFileOnly(facts);
  if (stopsFirst)
    steps.push(facts.refusal === null ? 'Save and stop Redis.' : 'Stop Redis; it saves according to its own settings.');
  if (target.text !== facts.file.text) steps.push('Write redis.conf.');
  if (plan.recreate) steps.push('Recreate the container around the same data.');
  if (stopsFirst) steps.push('Start Redis and wait until the data is loaded.');
  else if (plan.restart) steps.push('Restart once and wait until the data is loaded.');
  const isSwitchedOff =
    modeOf(persistenceOf(target.effective)) === 'none' && modeOf(persistenceOf(facts.effective)) !== 'none';
  if (facts.running && isSwitchedOff) steps.push('Rename the last snapshot, so that the next start is empty.');
  if (steps.length > 0) steps.push('Verify that it runs with these settings and all keys, or roll back.');
  if (limit && !isRaise(limit)) steps.push(`${stepTitle({ id: limitStep(limit), subject: null })}.`);
  return steps;
}

/** The file with only the live changes of a plan. */
export function liveText({ restart, target, changes, facts }: ComputedPlan): string {
  if (!restart) return target.text;
  const live = changes.filter(isGivenLive);
  const conf = live.reduce(
    (now, { directive }) => withValue(now, directive, fileValue(target.conf, directive)),
    facts.conf,
  );
  return formatRedisConf(conf);
}
