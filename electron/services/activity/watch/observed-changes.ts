import type { ActivityKind } from '../../../../shared/contract/activity.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { ContainerEnd } from '../../runtimes/runtime.ts';

/** A change between two consecutive samples of an instance. */
export interface ObservedChange {
  readonly kind: Extract<
    ActivityKind,
    'started-outside' | 'stopped-outside' | 'crashed' | 'out-of-memory' | 'keys-dropped'
  >;
  readonly title: string;
  readonly detail: string;
  readonly level: 'info' | 'warn' | 'fail';
}

/** A drop is reported when an instance with at least this many keys loses more than this share of them. */
const DROP_SHARE = 0.2;
const DROP_MIN_KEYS = 10;
/** Redis reports uptime in whole seconds, and a clock adjustment can shift it further. */
const UPTIME_SLACK_S = 2;
/** SHUTDOWN, SIGINT, SIGTERM. */
const gracefulExitCodes = new Set([0, 130, 143]);

/** Null when unknown. */
export function isUp({ state, problem, uptimeSeconds }: InstanceStatus): boolean | null {
  if (problem?.code === 'ENGINE_UNREACHABLE') return null;
  if (problem?.code === 'CRASHED') return false;
  // The same code covers a server with full memory (still up) and a container killed by the OOM killer (no uptime).
  if (problem?.code === 'OUT_OF_MEMORY') return uptimeSeconds !== null;
  return state === 'running' || state === 'starting' || state === 'unhealthy';
}

/** Tolerance for the start time derived from uptime: a sample is dated before its values are read. */
const START_SLACK_MS = 3000;

/**
 * Whether a sample still shows the server from before its exit, because the exit was reported while the sample was in
 * flight. The next sample shows whether the server was restarted.
 * @param at when the sample started, ms since the epoch
 * @param endedAt when the container exited, ms since the epoch
 */
export function isStaleSample(now: InstanceStatus, at: number, endedAt: number): boolean {
  return now.uptimeSeconds !== null && at - now.uptimeSeconds * 1000 < endedAt - START_SLACK_MS;
}

/**
 * Detects a start, stop or crash between two samples.
 * @param end how the container exited in between
 * @param endedGracefully whether the log ends with a graceful shutdown
 */
export function detectStateChange(
  before: InstanceStatus,
  now: InstanceStatus,
  end: ContainerEnd | null,
  endedGracefully: boolean,
): ObservedChange | null {
  const [was, is] = [isUp(before), isUp(now)];
  const { id } = now;
  if (was === null || is === null) return null;
  if (!was && is) {
    const title = `${id} was started outside of this app`;
    return { kind: 'started-outside', title, detail: 'It is running.', level: 'info' };
  }
  if (was && !is) return describeEnd(now, end, endedGracefully);
  if (!is || (end === null && !restarted(before, now))) return null;
  if (end?.outOfMemory) {
    const title = `${id} ran out of memory`;
    const detail = 'It exceeded the memory limit of its container and was killed. Docker restarted it.';
    return { kind: 'out-of-memory', title, detail, level: 'fail' };
  }
  if (end && !gracefulExitCodes.has(end.exitCode ?? 0)) {
    const detail = `It ended with exit code ${end.exitCode}. Docker restarted it.`;
    return { kind: 'crashed', title: `${id} crashed`, detail, level: 'fail' };
  }
  const title = `${id} was restarted outside of this app`;
  return { kind: 'started-outside', title, detail: 'Redis restarted between two samples.', level: 'warn' };
}

function describeEnd(now: InstanceStatus, end: ContainerEnd | null, endedGracefully: boolean): ObservedChange {
  const { id, problem } = now;
  if (problem?.code === 'OUT_OF_MEMORY' || end?.outOfMemory) {
    const detail = problem?.message ?? 'It exceeded the memory limit of its container and was killed.';
    return { kind: 'out-of-memory', title: `${id} ran out of memory`, detail, level: 'fail' };
  }
  if (now.state === 'missing') {
    const detail = problem?.message ?? 'It no longer exists.';
    return { kind: 'stopped-outside', title: `${id} was removed outside of this app`, detail, level: 'warn' };
  }
  const killed = end !== null && !gracefulExitCodes.has(end.exitCode ?? 0);
  if (killed || (problem?.code === 'CRASHED' && !endedGracefully)) {
    const detail = killed
      ? `It crashed or was killed (exit code ${end.exitCode}). Writes since the last save are lost.`
      : (problem?.message ?? 'It crashed or was killed.');
    return { kind: 'crashed', title: `${id} stopped unexpectedly`, detail, level: 'fail' };
  }
  const title = `${id} was stopped outside of this app`;
  return { kind: 'stopped-outside', title, detail: 'Another program shut it down.', level: 'warn' };
}

function restarted(before: InstanceStatus, now: InstanceStatus): boolean {
  if (before.uptimeSeconds === null || now.uptimeSeconds === null) return false;
  return now.uptimeSeconds + UPTIME_SLACK_S < before.uptimeSeconds;
}

/** Detects lost keys between two samples. Both must come from a server that has finished loading. */
export function detectKeyDrop(before: InstanceStatus, now: InstanceStatus): ObservedChange | null {
  if (before.uptimeSeconds === null || now.uptimeSeconds === null) return null;
  if (before.state === 'starting' || now.state === 'starting') return null;
  const [had, has] = [keysOf(before), keysOf(now)];
  if (had < DROP_MIN_KEYS || has >= had * (1 - DROP_SHARE)) return null;
  const percent = Math.round((1 - has / had) * 100);
  const shrunk = now.databases.length === 0 ? [] : changedDatabases(before, now);
  const where = shrunk.length > 0 ? ` in ${shrunk.join(', ')}` : '';
  return {
    kind: 'keys-dropped',
    title: `${now.id} lost ${counted(had - has, 'key')}`,
    detail: `From ${counted(had, 'key')} to ${counted(has, 'key')} (−${percent} %)${where}: deleted, expired or evicted.`,
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
