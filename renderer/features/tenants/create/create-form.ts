import type { Engine } from '../../../../shared/contract/engine.ts';
import { LOCAL_ENGINE, MIN_CONTAINER_BYTES } from '../../../../shared/contract/names.ts';
import type { PreferenceValues } from '../../../../shared/contract/preference-table.ts';
import { can, ENGINE_RUNTIME, runtimeKinds } from '../../../../shared/contract/runtimes.ts';
import type { CreateTenantInput, TenantPorts } from '../../../../shared/contract/tenant.ts';
import { type PersistenceMode, type RuntimeKind, tenantId } from '../../../../shared/contract/values.ts';
import { parseMemory } from '../../../../shared/memory.ts';
import type { MemoryPolicy } from '../../../../shared/memory-policies.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import * as createWords from '../words/create.ts';

/** The input of the form. Numbers are text; an empty field is an empty text. */
export interface CreateForm {
  readonly id: string;
  /** Null: the first available runtime. */
  readonly runtime: RuntimeKind | null;
  /** The machine; `local` for this computer. */
  readonly engine: string;
  /** The node of its swarm on which it runs as a service; empty: a container. */
  readonly node: string;
  /** Its port is open at the address of the machine, for TLS only. A service is always so. */
  readonly publish: boolean;
  readonly port: string;
  readonly memory: string;
  readonly policy: string;
  readonly persistence: PersistenceMode;
  readonly generatePassword: boolean;
  readonly image: string;
  readonly containerMemory: string;
  readonly containerCpus: string;
  readonly group: string;
  readonly notes: string;
}

/** Many projects share one computer, so the memory limit is lower than that of main. */
export const emptyForm: CreateForm = {
  id: '',
  runtime: null,
  engine: LOCAL_ENGINE,
  node: '',
  publish: false,
  port: '',
  memory: '256mb',
  policy: 'allkeys-lru',
  persistence: 'rdb',
  generatePassword: false,
  image: '',
  containerMemory: '',
  containerCpus: '',
  group: '',
  notes: '',
};

/** In the order of the list: policies that suit a cache first. */
const policyWords: Readonly<Record<MemoryPolicy, string>> = {
  'allkeys-lru': createWords.evictLongestUnused,
  'allkeys-lfu': createWords.evictLeastUsed,
  'allkeys-random': createWords.evictAnyKey,
  'volatile-ttl': createWords.evictNextToExpire,
  'volatile-lru': createWords.expiringLongestUnused,
  'volatile-lfu': createWords.expiringLeastUsed,
  'volatile-random': createWords.expiringAnyKey,
  noeviction: createWords.refuseNewData,
};

/** The values of `maxmemory-policy`, in plain words. */
export const policies = Object.entries(policyWords).map(([value, label]) => ({ value, label: `${label} (${value})` }));

/** The persistence modes in plain words. */
export const persistenceChoices: readonly { readonly value: PersistenceMode; readonly label: string }[] = [
  { value: 'rdb', label: createWords.snapshotsRdb },
  { value: 'aof', label: createWords.everyWriteAof },
  { value: 'both', label: createWords.snapshotsAndEveryWrite },
  { value: 'none', label: createWords.nothingKept },
];

export const LONGEST_ID = 40;

/** Why an id is invalid, as a sentence; null if it is valid. */
export function idProblem(id: string): string | null {
  if (tenantId.safeParse(id).success) return null;
  if (id.length > LONGEST_ID) return createWords.anIdHasAtMostLongest(LONGEST_ID);
  if (id === 'main') return createWords.mainIsReserved;
  if (/[^a-z0-9-]/.test(id)) return createWords.onlyLowerCaseLettersAZ;
  return createWords.idEnds;
}

/** The valid id closest to the input: `Acme Corp` gives `acme-corp`. Null if there is none. */
export function nearestId(typed: string): string | null {
  const near = typed
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, LONGEST_ID)
    .replace(/-+$/, '');
  return tenantId.safeParse(near).success ? near : null;
}

/** The problems of the fields other than the id. */
export type FormProblems = Partial<Record<'port' | 'memory' | 'containerMemory' | 'containerCpus', string>>;

export function formProblems(form: CreateForm, ports: TenantPorts | undefined): FormProblems {
  const hasLimits = can(form.runtime, 'limits');
  const limit = parseMemory(form.containerMemory);
  return {
    // The core knows the range of another machine.
    ...problem('port', !isElsewhere(form) ? portProblem(form.port, ports) : null),
    ...problem('memory', parseMemory(form.memory) === null ? createWords.sizeOrNoLimit : null),
    ...problem(
      'containerMemory',
      hasLimits &&
        form.containerMemory.trim() !== 'none' &&
        form.containerMemory !== '' &&
        (limit === null || limit < MIN_CONTAINER_BYTES)
        ? createWords.aSizeOf6mbOrMore
        : null,
    ),
    ...problem(
      'containerCpus',
      hasLimits && form.containerCpus !== '' && !isCpus(form.containerCpus) ? createWords.aNumberSuchAs05 : null,
    ),
  };
}

/** The share of one CPU core and the number of cores that the core accepts. */
const CPUS = { min: 0.01, max: 1024 };

/** Plain digits: Number also reads `Infinity`, `1e3` and `0x2`. */
function isCpus(typed: string): boolean {
  return /^\s*\d*\.?\d+\s*$/.test(typed) && Number(typed) >= CPUS.min && Number(typed) <= CPUS.max;
}

function problem(field: keyof FormProblems, text: string | null): FormProblems {
  return text === null ? {} : { [field]: text };
}

function portProblem(typed: string, ports: TenantPorts | undefined): string | null {
  if (typed === '' || !ports) return null;
  const port = Number(typed);
  const { start, end, free } = ports;
  if (!/^\d+$/.test(typed) || port < start || port > end) return createWords.startToEnd(start, end);
  return free.includes(port) ? null : createWords.thisPortIsTaken;
}

/** Whether it runs on another machine, or on a node of a swarm. */
export function isElsewhere({ engine, node }: Pick<CreateForm, 'engine' | 'node'>): boolean {
  return engine !== LOCAL_ENGINE || node !== '';
}

/** Whether the port of its container is open at the address of another machine. */
export function isPublished({ engine, node, publish }: Pick<CreateForm, 'engine' | 'node' | 'publish'>): boolean {
  return publish && node === '' && engine !== LOCAL_ENGINE;
}

/** The input for the core. Omits empty fields, so that the defaults apply. */
export function inputOf(form: CreateForm): CreateTenantInput {
  const { engine, node, port, image, containerMemory, containerCpus, group, notes } = form;
  const isRemote = isElsewhere(form);
  const runtime = isRemote ? null : form.runtime;
  const container = isRemote ? ENGINE_RUNTIME : runtime;
  const limits = {
    memoryBytes: containerMemory.trim() === 'none' ? 0 : containerMemory === '' ? null : parseMemory(containerMemory),
    cpus: containerCpus === '' ? null : Number(containerCpus),
  };
  return {
    id: form.id,
    memory: form.memory.trim(),
    memoryPolicy: form.policy,
    persistence: form.persistence,
    generatePassword: form.generatePassword,
    ...(isRemote && { engine }),
    ...(node !== '' && { node }),
    ...(isPublished(form) && { publish: 'tls' as const }),
    ...(runtime !== null && { runtime }),
    ...(port !== '' && { port: Number(port) }),
    ...(can(container, 'image') && image.trim() !== '' && { image: image.trim() }),
    ...(can(container, 'limits') && (limits.memoryBytes !== null || limits.cpus !== null) && { limits }),
    ...(group.trim() !== '' && { group: group.trim() }),
    ...(notes.trim() !== '' && { notes: notes.trim() }),
  };
}

/** The terminal line that creates the same tenant. */
export function createLine(form: CreateForm): string {
  const input = inputOf(form);
  return terminalLine('create-client', {
    'client-id': input.id,
    engine: input.engine,
    node: input.node,
    publish: input.publish,
    runtime: input.runtime,
    port: input.port,
    memory: input.memory,
    persistence: input.persistence === emptyForm.persistence ? null : input.persistence,
    'memory-policy': input.memoryPolicy === emptyForm.policy ? null : input.memoryPolicy,
    'generate-password': input.generatePassword ? 'yes' : null,
    image: input.image,
    'container-memory': input.limits?.memoryBytes != null ? form.containerMemory.trim() : null,
    'container-cpus': input.limits?.cpus,
    group: input.group,
    notes: input.notes,
  });
}

/** The default runtime: the one of the preferences if it is available, otherwise the first one that is. */
export function firstRuntime(
  engines: readonly Engine[],
  preferred: PreferenceValues['runtime'] = 'auto',
): RuntimeKind | null {
  const order = preferred === 'auto' ? runtimeKinds : [preferred, ...runtimeKinds];
  return order.find((kind) => engineOf(engines, kind)?.available) ?? null;
}

export function engineOf(engines: readonly Engine[], kind: RuntimeKind): Engine | undefined {
  return engines.find(({ runtime }) => runtime === kind);
}

/** `20.10.24`, without the suffix of a distribution such as `+dfsg1`. */
export function versionOf({ version }: Pick<Engine, 'version'>): string {
  return version?.split('+')[0] ?? '';
}
