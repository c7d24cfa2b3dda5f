import {
  CONTAINER_MEMORY,
  CONTAINER_OUTGOING,
  CONTAINER_PRIVILEGES,
  MIN_CONTAINER_BYTES,
} from '../../../../shared/contract/names.ts';
import { can, runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import type { Drift, Setting } from '../../../../shared/contract/settings.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { memoryText, parseMemory } from '../../../../shared/memory.ts';
import { invalidSetting } from '../../redis/conf/check-value.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import { type InfoFields, infoNumber } from '../../redis/info/info.ts';
import { automaticLimit, limitOf, UNLIMITED } from '../../runtimes/docker/containers/memory-limit.ts';
import type { Change, ContainerChoices, ContainerFacts, SettingFacts, Target } from './setting-facts.ts';

/** Memory that Redis needs on top of its data. */
const SPARE_BYTES = 64 * 1024 * 1024;

/** A chosen memory limit as the user types it: `auto`, `none` or a size. */
export function memoryChoiceText(bytes: number | null): string {
  if (bytes === null) return 'auto';
  return bytes === UNLIMITED ? 'none' : memoryText(String(bytes));
}

export function outgoingText(isOpen: boolean): 'open' | 'closed' {
  return isOpen ? 'open' : 'closed';
}

/**
 * Reads a choice for the container. An empty value is the default.
 * @throws AppError BAD_VALUE
 */
export function containerChoice(facts: SettingFacts, name: string, value: string | null): Partial<ContainerChoices> {
  const { container, id } = facts;
  if (container === null) {
    const message = `${name} applies to containers, and ${id} ${can(facts.runtime, 'limits') ? 'has none: start it first' : `runs as a ${runtimeTraits[facts.runtime].unit}`}.`;
    throw invalidSetting(name, 'left out', message);
  }
  if (name === CONTAINER_MEMORY) return { memoryBytes: memoryChoice(facts, container, value || 'auto') };
  if (name === CONTAINER_OUTGOING) return { outgoing: outgoingChoice(container, value || 'closed') };
  throw invalidSetting(
    name,
    'left out',
    `${name} cannot be set: a container always has exactly the privileges that Redis needs.`,
  );
}

function outgoingChoice({ rights }: ContainerFacts, value: string): boolean {
  if (value !== 'open' && value !== 'closed')
    throw invalidSetting(
      CONTAINER_OUTGOING,
      'open or closed',
      `${CONTAINER_OUTGOING}: "${value}" is neither open nor closed.`,
    );
  if (value === 'closed' && !rights.closesOutgoing)
    throw invalidSetting(
      CONTAINER_OUTGOING,
      'open',
      `${CONTAINER_OUTGOING}: this engine cannot close outgoing traffic.`,
    );
  return value === 'open';
}

function memoryChoice(facts: SettingFacts, { rights }: ContainerFacts, value: string): number | null {
  if (value === 'auto') return null;
  if (value === 'none') return UNLIMITED;
  if (!rights.limitsMemory)
    throw invalidSetting(
      CONTAINER_MEMORY,
      'none',
      `${CONTAINER_MEMORY}: this engine cannot limit the memory of a container.`,
    );
  const expected = 'auto, none, or a size of 6mb or more';
  const bytes = parseMemory(value);
  if (bytes === null || bytes < MIN_CONTAINER_BYTES)
    throw invalidSetting(CONTAINER_MEMORY, expected, `${CONTAINER_MEMORY}: "${value}" is not ${expected}.`);
  const used = usedBytes(facts);
  if (bytes < used + SPARE_BYTES / 8) {
    const message = `${CONTAINER_MEMORY}: ${facts.id} uses ${formatBytes(used)}. With a limit of ${formatBytes(bytes)} the kernel would kill Redis, and writes since the last save would be lost.`;
    throw invalidSetting(CONTAINER_MEMORY, `more than the ${formatBytes(used)} in use`, message);
  }
  return bytes;
}

function usedBytes({ info }: Pick<SettingFacts, 'info'>): number {
  if (info === null) return 0;
  return Math.max(infoNumber(info, 'used_memory') ?? 0, infoNumber(info, 'used_memory_rss') ?? 0);
}

function maxmemory(conf: RedisConf): number {
  return parseMemory(fileValue(conf, 'maxmemory') ?? '0') ?? 0;
}

function limitText(bytes: number | null): string {
  return bytes === null ? 'none' : memoryText(String(bytes));
}

/** The limit that a container should have, in bytes (null: none); undefined if its limit is correct. */
function memoryDeviation(facts: SettingFacts): number | null | undefined {
  const { container, effective, info } = facts;
  if (!container?.rights.limitsMemory) return undefined;
  const { chosen, rights } = container;
  const wanted = limitOf(chosen.memoryBytes, maxmemory(effective));
  if (wanted === rights.memoryBytes) return undefined;
  const isAbove = wanted !== null && rights.memoryBytes !== null && rights.memoryBytes > wanted;
  // A limit raised for data above maxmemory is not drift: Redis has not evicted it yet, or the next start loads it.
  const used = info && infoNumber(info, 'used_memory');
  if (chosen.memoryBytes === null && isAbove && (used === null || used > maxmemory(effective))) return undefined;
  return wanted;
}

/** Differences between a container and the choices for it. Pure. */
export function containerSettingsDrift(facts: SettingFacts): readonly Drift[] {
  const { container } = facts;
  if (container === null) return [];
  const { chosen, rights } = container;
  const memory = memoryDeviation(facts);
  const where = 'container';
  return [
    ...(rights.excess.length > 0
      ? [
          {
            directive: CONTAINER_PRIVILEGES,
            file: 'least',
            live: rights.excess.join(', '),
            where,
            how: 'recreate',
          } as const,
        ]
      : []),
    ...(memory === undefined
      ? []
      : [
          {
            directive: CONTAINER_MEMORY,
            file: limitText(memory),
            live: limitText(rights.memoryBytes),
            where,
            how: rights.updatesLive ? 'live' : 'recreate',
          } as const,
        ]),
    ...(chosen.outgoing && rights.outgoing === 'closed'
      ? [{ directive: CONTAINER_OUTGOING, file: 'open', live: 'closed', where, how: 'recreate' } as const]
      : []),
  ];
}

/** The changes of a plan to the container itself. Pure. */
export function containerSettingChanges(facts: SettingFacts, target: Target): readonly Change[] {
  const { container } = facts;
  if (container === null) return [];
  const { rights, chosen } = container;
  const converts = target.converts ?? new Set();
  const changes: Change[] = [];
  if (converts.has(CONTAINER_PRIVILEGES) && rights.excess.length > 0)
    changes.push({ directive: CONTAINER_PRIVILEGES, from: rights.excess.join(', '), to: 'least', how: 'recreate' });
  const memory = memoryChange(facts, target, container);
  if (memory)
    changes.push({
      directive: CONTAINER_MEMORY,
      from: limitText(memory.from),
      to: limitText(memory.to),
      how: rights.updatesLive ? 'live' : 'recreate',
    });
  else
    changes.push(...choiceAlone(CONTAINER_MEMORY, memoryChoiceText, chosen.memoryBytes, target.container?.memoryBytes));
  const outgoing = target.container?.outgoing ?? chosen.outgoing;
  const isMeant = outgoing !== chosen.outgoing || converts.has(CONTAINER_OUTGOING);
  if (isMeant && outgoingText(outgoing) !== rights.outgoing)
    changes.push({ directive: CONTAINER_OUTGOING, from: rights.outgoing, to: outgoingText(outgoing), how: 'recreate' });
  else changes.push(...choiceAlone(CONTAINER_OUTGOING, outgoingText, chosen.outgoing, target.container?.outgoing));
  return changes;
}

/** A choice that the container already satisfies: only the record changes. */
function choiceAlone<T>(directive: string, text: (choice: T) => string, before: T, after: T | undefined): Change[] {
  if (after === undefined || after === before) return [];
  return [{ directive, from: text(before), to: text(after), how: 'live' }];
}

/** In bytes; null: no limit. */
export interface MemoryMove {
  readonly from: number | null;
  readonly to: number | null;
}

/** The planned change of the memory limit; null if it stays. */
export function memoryMove(facts: SettingFacts, target: Target): MemoryMove | null {
  return facts.container && memoryChange(facts, target, facts.container);
}

function memoryChange(facts: SettingFacts, target: Target, { chosen, rights }: ContainerFacts): MemoryMove | null {
  if (!rights.limitsMemory) return null;
  const from = rights.memoryBytes;
  const given = target.container?.memoryBytes;
  const choice = given === undefined ? chosen.memoryBytes : given;
  const [before, after] = [maxmemory(facts.effective), maxmemory(target.effective)];
  const to = limitOf(choice, after);
  if (to === from) return null;
  if (given !== undefined || target.converts?.has(CONTAINER_MEMORY)) return { from, to };
  if (choice !== null || before === after) return null;
  // A container created by an earlier version gets a limit only on request.
  return from === null && automaticLimit(before) !== null ? null : { from, to };
}

/** A raise must precede the new settings, which may let Redis use more memory. */
export function isRaise({ from, to }: MemoryMove): boolean {
  return to === null || (from !== null && to > from);
}

/**
 * The lowest limit in bytes that does not make the kernel kill the running server.
 * @param choice null: automatic, which includes room for a save
 */
export function lowestSafeLimit(wanted: number, choice: number | null, info: InfoFields): number {
  const data = infoNumber(info, 'used_memory') ?? 0;
  const resident = infoNumber(info, 'used_memory_rss') ?? data;
  return Math.max(wanted, resident + SPARE_BYTES, choice === null ? (automaticLimit(data) ?? 0) : 0);
}

/** The settings of a container, in the form of Redis settings. */
export function containerSettings({ container }: SettingFacts): readonly Setting[] {
  if (container === null) return [];
  const { chosen, rights } = container;
  const common = { group: 'Container', unit: null, least: null, most: null, live: null, isSet: false, pending: false };
  const limit =
    rights.memoryBytes === null ? 'Current limit: none.' : `Current limit: ${formatBytes(rights.memoryBytes)}.`;
  return [
    {
      ...common,
      name: CONTAINER_MEMORY,
      title: 'Memory limit of the container',
      description: `The kernel kills Redis above it. auto: twice maxmemory and at least 64 MB more, which a save needs; no limit without maxmemory. Or none, or a size. ${limit}`,
      kind: 'text',
      options: null,
      how: rights.updatesLive ? 'live' : 'recreate',
      default: 'auto',
      file: memoryChoiceText(chosen.memoryBytes),
      editable: rights.limitsMemory,
      reason: rights.limitsMemory ? null : 'This engine cannot limit the memory of a container.',
    },
    {
      ...common,
      name: CONTAINER_OUTGOING,
      title: 'Outgoing traffic of the container',
      description:
        'closed: the container cannot reach other computers, so a replica cannot reach its master. open: Redis can reach every address that this computer can reach.',
      kind: 'choice',
      options: ['closed', 'open'],
      how: 'recreate',
      default: 'closed',
      file: outgoingText(chosen.outgoing),
      editable: rights.closesOutgoing,
      reason: rights.closesOutgoing ? null : 'This engine cannot close outgoing traffic.',
    },
  ];
}
