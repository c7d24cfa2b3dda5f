import type { ActivityKind } from '../../../../shared/contract/activity.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { ContainerEnd } from '../../runtimes/runtime.ts';

/** What two looks at an instance, one after the other, tell of it. */
export interface Seen {
  readonly kind: Extract<
    ActivityKind,
    'started-outside' | 'stopped-outside' | 'crashed' | 'out-of-memory' | 'keys-dropped'
  >;
  readonly title: string;
  readonly detail: string;
  readonly level: 'info' | 'warn' | 'fail';
}

/** A drop of more than this share of the keys is told, of no fewer keys than that. */
const DROP_SHARE = 0.2;
const DROP_KEYS = 10;
/** Servers count their uptime in whole seconds; a clock that is set may move it by more. */
const UPTIME_SLACK_S = 2;
/** Ended as it was told: by itself, SIGINT, SIGTERM. */
const gracefulExitCodes = new Set([0, 130, 143]);

/** Whether it is up; null where that cannot be told. */
export function isUp({ state, problem, uptimeSeconds }: InstanceStatus): boolean | null {
  if (problem?.code === 'ENGINE_UNREACHABLE') return null;
  if (problem?.code === 'CRASHED') return false;
  // Of a server: its memory is full. Of a container: it was ended for it.
  if (problem?.code === 'OUT_OF_MEMORY') return uptimeSeconds !== null;
  return state === 'running' || state === 'starting' || state === 'unhealthy';
}

/** How much later than it began a server may say that it did, ms: a look is dated before its figures are read. */
const BEGAN_SLACK_MS = 3000;

/**
 * Whether a look shows the server of before its end, which was told while the look was on its way: the next one tells
 * whether it was started again.
 * @param at when the look began, ms since 1970
 * @param endedAt when its container ended, ms since 1970
 */
export function isOfBefore(now: InstanceStatus, at: number, endedAt: number): boolean {
  return now.uptimeSeconds !== null && at - now.uptimeSeconds * 1000 < endedAt - BEGAN_SLACK_MS;
}

/**
 * What happened between two looks without us, as far as it was up or not.
 * @param end how its container ended in between
 * @param endedGracefully whether its log ends as of a server that was told to end
 */
export function seenOfState(
  before: InstanceStatus,
  now: InstanceStatus,
  end: ContainerEnd | null,
  endedGracefully: boolean,
): Seen | null {
  const [was, is] = [isUp(before), isUp(now)];
  const { id } = now;
  if (was === null || is === null) return null;
  if (!was && is) {
    const title = `${id} was started outside of this app`;
    return { kind: 'started-outside', title, detail: 'It runs again.', level: 'info' };
  }
  if (was && !is) return seenEnd(now, end, endedGracefully);
  if (!is || (end === null && !restarted(before, now))) return null;
  if (end?.outOfMemory) {
    const title = `${id} was ended for want of memory`;
    const detail = 'It used more memory than its container may; its engine started it again.';
    return { kind: 'out-of-memory', title, detail, level: 'fail' };
  }
  if (end && !gracefulExitCodes.has(end.exitCode ?? 0)) {
    const detail = `It ended with exit code ${end.exitCode}, and its engine started it again.`;
    return { kind: 'crashed', title: `${id} crashed`, detail, level: 'fail' };
  }
  const title = `${id} was restarted outside of this app`;
  return { kind: 'started-outside', title, detail: 'Redis restarted between two samples.', level: 'warn' };
}

function seenEnd(now: InstanceStatus, end: ContainerEnd | null, endedGracefully: boolean): Seen {
  const { id, problem } = now;
  if (problem?.code === 'OUT_OF_MEMORY' || end?.outOfMemory) {
    const detail = problem?.message ?? 'It used more memory than its container may.';
    return { kind: 'out-of-memory', title: `${id} was ended for want of memory`, detail, level: 'fail' };
  }
  if (now.state === 'missing') {
    const detail = problem?.message ?? 'It is not there any more.';
    return { kind: 'stopped-outside', title: `${id} was removed outside of this app`, detail, level: 'warn' };
  }
  const killed = end !== null && !gracefulExitCodes.has(end.exitCode ?? 0);
  if (killed || (problem?.code === 'CRASHED' && !endedGracefully)) {
    const detail = killed
      ? `It was killed or crashed, with exit code ${end.exitCode}: what was not saved is lost.`
      : (problem?.message ?? 'It was killed or crashed.');
    return { kind: 'crashed', title: `${id} ended without being told to`, detail, level: 'fail' };
  }
  const title = `${id} was stopped outside of this app`;
  return { kind: 'stopped-outside', title, detail: 'It was told to end, by another program.', level: 'warn' };
}

function restarted(before: InstanceStatus, now: InstanceStatus): boolean {
  if (before.uptimeSeconds === null || now.uptimeSeconds === null) return false;
  return now.uptimeSeconds + UPTIME_SLACK_S < before.uptimeSeconds;
}

/** Keys that were there at one look and not at the next. Both must be of a server that has loaded its data. */
export function seenOfKeys(before: InstanceStatus, now: InstanceStatus): Seen | null {
  if (before.uptimeSeconds === null || now.uptimeSeconds === null) return null;
  if (before.state === 'starting' || now.state === 'starting') return null;
  const [had, has] = [keysOf(before), keysOf(now)];
  if (had < DROP_KEYS || has >= had * (1 - DROP_SHARE)) return null;
  const percent = Math.round((1 - has / had) * 100);
  const fell = now.databases.length === 0 ? [] : changedDatabases(before, now);
  const where = fell.length > 0 ? ` in ${fell.join(', ')}` : '';
  return {
    kind: 'keys-dropped',
    title: `${counted(had - has, 'key')} of ${now.id} gone at once`,
    detail: `From ${counted(had, 'key')} to ${counted(has, 'key')} (−${percent} %)${where}: removed, expired or evicted.`,
    level: 'warn',
  };
}

function changedDatabases(before: InstanceStatus, now: InstanceStatus): readonly string[] {
  const left = new Map(now.databases.map(({ index, keys }) => [index, keys]));
  return before.databases.filter(({ index, keys }) => (left.get(index) ?? 0) < keys).map(({ index }) => `db${index}`);
}

function keysOf({ databases }: InstanceStatus): number {
  return databases.reduce((sum, { keys }) => sum + keys, 0);
}
