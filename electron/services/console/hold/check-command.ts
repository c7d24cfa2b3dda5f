import type { HeldCommand } from '../../../../shared/contract/console.ts';
import type { Backups } from '../../backups/backups.ts';
import { isReadOnly } from '../../instances/registry/read-only.ts';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { commandRefusal } from '../../keyspace/read-only/command-refusal.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import type { RenamedCommands } from '../../redis/connection/renamed-commands.ts';
import { originalName } from '../session/command-state.ts';
import { clientsOf, keysOf, newestVerified } from './blast-radius.ts';
import { type Risk, riskOf } from './risky-commands.ts';
import { countExisting, isSlowToRead, type Touch, touchOf } from './touched-keys.ts';

export interface CheckDeps extends Pick<InstanceDeps, 'environment' | 'catalogue' | 'observer'> {
  readonly backups: Pick<Backups, 'shown'>;
}

export interface CheckRequest {
  readonly instance: string;
  readonly database: number;
  /** In latin1: one character per byte. */
  readonly words: readonly string[];
  /** Whether commands that only touch many keys are held too. */
  readonly touches: boolean;
  /** The server's renamed commands, if known: then the instance is only looked up for held commands. */
  readonly renamed?: RenamedCommands;
}

/** Whether a command may be sent. `refusal`: why the read-only switch does not permit it, as a sentence. */
export interface CheckedCommand {
  readonly refusal: string | null;
  readonly held: HeldCommand | null;
}

const passes: CheckedCommand = { refusal: null, held: null };

/** @throws AppError NOT_FOUND; LinkError if the read-only switch is on and the server does not reply */
export async function checkCommand(deps: CheckDeps, request: CheckRequest): Promise<CheckedCommand> {
  const { instance: id, words, database } = request;
  const renamed = request.renamed ?? (await requireInstance(deps, id)).entry?.address?.renamed;
  const name = originalName(Buffer.from(words[0] ?? '', 'latin1'), renamed);
  const args = words.slice(1);
  const linkOf = async () => deps.observer.link(await requireInstance(deps, id));
  if (await isReadOnly(deps.environment, id)) {
    const link = await linkOf();
    const refusal = link === null ? null : await commandRefusal(link, id, words);
    if (refusal !== null) return { refusal, held: null };
  }
  const risk = riskOf(name, args);
  const touch = risk === null && request.touches ? touchOf(name, args) : null;
  if (risk === null && touch === null) return passes;
  const link = await linkOf();
  if (link === null) return passes;
  const held = risk
    ? await heldRisk(deps, link, id, database, risk)
    : touch
      ? await heldTouch(deps, link, id, database, touch)
      : null;
  return { refusal: null, held };
}

async function heldRisk(
  deps: CheckDeps,
  link: RedisLink,
  id: string,
  database: number,
  risk: Risk,
): Promise<HeldCommand> {
  const [found, around] = await Promise.all([keysOf(link), surroundings(deps, link, id)]);
  const one = risk.reason === 'deletes-database' ? database : null;
  const databases = (found?.databases ?? []).filter(({ index }) => one === null || index === one);
  const keys = found === null ? null : databases.reduce((sum, db) => sum + db.keys, 0);
  const { command, reason, safeWay, setting = null } = risk;
  const isExact = reason === 'deletes-all-keys' || reason === 'deletes-database';
  const radius = { keys, isExact, databases, memoryBytes: found?.memoryBytes ?? null, ...around };
  return { command, reason, safeWay, losesData: true, database: one, setting, radius };
}

async function heldTouch(
  deps: CheckDeps,
  link: RedisLink,
  id: string,
  database: number,
  { command, reason, keys }: Touch,
): Promise<HeldCommand | null> {
  const found = await keysOf(link);
  const databases = (found?.databases ?? []).filter(({ index }) => index === database);
  const all = found === null ? null : databases.reduce((sum, db) => sum + db.keys, 0);
  if (reason === 'reads-all-keys' && !isSlowToRead(all)) return null;
  const counted = keys === null ? all : await countExisting(link, database, keys).catch(() => null);
  const around = await surroundings(deps, link, id);
  const radius = { keys: counted, isExact: keys !== null, databases, memoryBytes: null, ...around };
  const safeWay = reason === 'many-keys' ? 'backup' : null;
  return { command, reason, losesData: false, safeWay, database: null, setting: null, radius };
}

async function surroundings(deps: CheckDeps, link: RedisLink, id: string) {
  const [clients, backup] = await Promise.all([clientsOf(link), newestVerified(deps.backups, id).catch(() => null)]);
  return { clients, backup };
}
