import { AppError } from '../../../shared/contract/errors.ts';
import type { RenamedCommands } from '../redis/connection/renamed-commands.ts';
import { type InfoFields, infoNumber, keyspace } from '../redis/info/info.ts';
import { type BenchmarkCommand, benchmarkCommands } from './tests.ts';

/** Below this much free memory a benchmark's keys could push out those of the user, bytes. */
const ROOM_BYTES = 64 * 1024 * 1024;

/**
 * The database for a benchmark's keys: the one that was named, else the last one without keys, so that whoever lists
 * the keys of his own database does not meet ours.
 * @param count how many databases there are
 * @throws AppError BAD_VALUE for one that is not there
 */
export function chooseDatabase(given: number | undefined, count: number, info: InfoFields): number {
  if (given !== undefined) {
    if (given < count) return given;
    const expected = `a database from 0 to ${count - 1}`;
    throw new AppError('BAD_VALUE', `There is no database ${given}: give ${expected}.`, {
      field: 'database',
      expected,
    });
  }
  if (info.get('cluster_enabled') === '1') return 0;
  const used = new Set(keyspace(info).map(({ index }) => index));
  for (let index = count - 1; index > 0; index -= 1) if (!used.has(index)) return index;
  return 0;
}

export interface Chosen {
  readonly commands: readonly BenchmarkCommand[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

/** The tests that can be run without harm on this server, by the names that it has for their commands. */
export function chooseCommands(
  names: readonly string[] | undefined,
  info: InfoFields,
  renamed: RenamedCommands = {},
): Chosen {
  const chosen = benchmarkCommands.filter(({ name }) => names === undefined || names.includes(name));
  const disabled = chosen
    .filter(({ words: [command] }) => renamed[command] === '')
    .map(({ words: [command] }) => command);
  const notes = disabled.map((command) => `${command} was left out: "rename-command" in redis.conf disables it.`);
  const wanted = chosen
    .filter(({ words: [command] }) => !disabled.includes(command))
    .map((test): BenchmarkCommand => {
      const [command, ...args] = test.words;
      return { ...test, words: [renamed[command] ?? command, ...args] };
    });
  const { commands, notes: others } = withoutHarm(wanted, info);
  return { commands, notes: [...notes, ...others] };
}

function withoutHarm(wanted: readonly BenchmarkCommand[], info: InfoFields): Chosen {
  const reason = whyNotWrite(info);
  if (reason === null || !wanted.some(({ writes }) => writes)) return { commands: wanted, notes: [] };
  return {
    commands: wanted.filter(({ writes }) => !writes),
    notes: [`Only what writes nothing was measured: ${reason}.`],
  };
}

function whyNotWrite(info: InfoFields): string | null {
  if (info.get('role') === 'slave') return 'this server is a replica';
  const limit = infoNumber(info, 'maxmemory') ?? 0;
  const used = infoNumber(info, 'used_memory') ?? 0;
  if (limit > 0 && limit - used < ROOM_BYTES) {
    return 'its memory is nearly full, and the keys of a benchmark could push out others';
  }
  return null;
}
