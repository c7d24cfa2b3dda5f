import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { counted, formatCount } from '../../../shared/format/count.ts';
import { roleText } from '../../../shared/replica.ts';
import { ENGINE_UNREACHABLE, NODE_UNREACHABLE, type ShownState, shownState } from '../../../shared/shown-state.ts';
import { nameOf } from '../flags/instance-of.ts';
import { alignPairs, formatDuration, formatShare, formatTime } from './format.ts';
import type { Style } from './style.ts';
import * as formatWords from './words.ts';

const UNKNOWN = '—';

/** One instance for people: what it is, where it is reached, and its figures, each with its unit. */
export function statusLines(status: InstanceStatus, style: Style, now: number): string[] {
  const lines = [`${style.strong(nameOf(status.id))} ${stateSentence(status, style)}.`];
  if (status.problem !== null) {
    lines.push(`  ${status.problem.message}`);
    if (status.problem.fix !== null) lines.push(`  ${status.problem.fix}`);
  }
  if (status.state === 'missing') {
    if (status.problem === null) lines.push(formatWords.installItWithActionInstall);
    return lines;
  }
  return [...lines, ...alignPairs([...identity(status), ...figures(status, now)])];
}

type Pair = readonly [string, string];

function identity(status: InstanceStatus): Pair[] {
  const where = [status.runtime ?? UNKNOWN];
  if (status.container !== null) where.push(formatWords.container(status.container));
  if (status.image !== null) where.push(formatWords.image(status.image));
  return [
    ['Runtime', where.join(', ')],
    ['URL', `${status.url ?? UNKNOWN}${status.passwordSet ? formatWords.withAPassword : ''}`],
    status.socket === undefined
      ? ['Port', status.port === null ? UNKNOWN : String(status.port)]
      : ['Socket', status.socket],
  ];
}

function figures(status: InstanceStatus, now: number): Pair[] {
  if (status.state === 'stopped') return [...lastKnownKeys(status, now), ...configuredRole(status)];
  const { memory, clients, commands, hitRate, persistence } = status;
  const perSecond = commands.perSecond === null ? '' : formatWords.perSecondPerSecond(formatCount(commands.perSecond));
  return [
    ['Version', status.version ?? UNKNOWN],
    ['Uptime', status.uptimeSeconds === null ? UNKNOWN : formatDuration(status.uptimeSeconds)],
    ['Memory', memoryText(memory)],
    ['Clients', clients.connected === null ? UNKNOWN : `${formatCount(clients.connected)} connected`],
    [
      'Commands',
      commands.total === null ? UNKNOWN : formatWords.totalInTotalPerSecond(formatCount(commands.total), perSecond),
    ],
    [formatWords.hitRate, hitRate === null ? UNKNOWN : formatShare(hitRate)],
    ...databases(status),
    ['Role', roleText(status.replication) ?? UNKNOWN],
    ...(status.replication.advice === undefined ? [] : [['', status.replication.advice] satisfies Pair]),
    ['Persistence', persistence.mode ?? UNKNOWN],
    [formatWords.lastSave, lastSave(persistence, now)],
  ];
}

function lastKnownKeys({ lastKnownKeys: keys }: InstanceStatus, now: number): Pair[] {
  return keys === null
    ? []
    : [['Keys', formatWords.countWhenLastSeenFormatTime(formatCount(keys.count), formatTime(keys.at, now))]];
}

/** For a stopped instance, only a replica shows its future role. */
function configuredRole({ replication }: InstanceStatus): Pair[] {
  const role = replication.role === 'replica' ? roleText(replication) : null;
  return role === null ? [] : [['Role', role]];
}

function memoryText({ usedBytes, peakBytes, limitBytes }: InstanceStatus['memory']): string {
  if (usedBytes === null) return UNKNOWN;
  const limit = limitBytes === null ? formatWords.noLimit : formatWords.ofLimitBytes(formatBytes(limitBytes));
  const peak = peakBytes === null ? '' : formatWords.peakBytes(formatBytes(peakBytes));
  return `${formatBytes(usedBytes)} ${limit}${peak}`;
}

function databases(status: InstanceStatus): Pair[] {
  const full = status.databases.filter(({ keys }) => keys > 0);
  if (full.length === 0) return [['Keys', status.state === 'running' ? '0' : UNKNOWN]];
  return full.map(({ index, keys, expires }, position) => {
    const expiring = expires === 0 ? '' : formatWords.expiresWithAnExpiry(formatCount(expires));
    return [position === 0 ? 'Keys' : '', formatWords.dbIndexCountedExpiring(index, counted(keys, 'key'), expiring)];
  });
}

function lastSave({ lastSaveAt, changesSinceSave }: InstanceStatus['persistence'], now: number): string {
  const changes = changesSinceSave === null ? '' : formatWords.countedSince(counted(changesSinceSave, 'change'));
  return `${lastSaveAt === null ? UNKNOWN : formatTime(lastSaveAt, now)}${changes}`;
}

/** `is running`; an unreachable engine is no state of the instance itself. */
function stateSentence(status: InstanceStatus, style: Style): string {
  const state = shownState(status);
  const text = stateText(state, style);
  return state === 'engine-unreachable' || state === 'node-unreachable'
    ? formatWords.isNotKnownText(text)
    : formatWords.isText(text);
}

function stateText(state: ShownState, style: Style): string {
  switch (state) {
    case 'missing':
      return style.attention(formatWords.notInstalled);
    case 'stopped':
      return style.attention('stopped');
    case 'starting':
      return style.attention(formatWords.startingItLoadsItsData);
    case 'running':
      return style.good('running');
    case 'unhealthy':
      return style.danger('unhealthy');
    case 'engine-unreachable':
      return style.danger(ENGINE_UNREACHABLE.toLowerCase());
    case 'node-unreachable':
      return style.danger(NODE_UNREACHABLE.toLowerCase());
    default:
      return state satisfies never;
  }
}
