import { AppError } from '../../../shared/contract/errors.ts';
import type { RenamedCommands } from '../redis/connection/renamed-commands.ts';
import { type InfoFields, infoNumber, keyspace } from '../redis/info/info.ts';
import { type BenchmarkCommand, benchmarkCommands } from './tests.ts';

/** With less free memory, the benchmark's keys could evict the user's keys. */
const MIN_FREE_BYTES = 64 * 1024 * 1024;

/**
 * The database for the benchmark's keys: the requested one, else the last empty one, so that its keys do not show up
 * among the user's.
 * @param count number of databases
 * @throws AppError BAD_VALUE for a database that does not exist
 */
export function chooseDatabase(given: number | undefined, count: number, info: InfoFields): number {
  if (given !== undefined) {
    if (given < count) return given;
    const expected = `a database from 0 to ${count - 1}`;
    throw new AppError('BAD_VALUE', `There is no database ${given}. Choose ${expected}.`, {
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
  /** Which tests are skipped, and why. */
  readonly notes: readonly string[];
}

/** The tests that are safe on this server, with the names of its renamed commands. */
export function chooseCommands(
  names: readonly string[] | undefined,
  info: InfoFields,
  renamed: RenamedCommands = {},
  all: readonly BenchmarkCommand[] = benchmarkCommands,
): Chosen {
  const chosen = all.filter(({ name }) => names === undefined || names.includes(name));
  const disabled = chosen
    .filter(({ words: [command] }) => renamed[command] === '')
    .map(({ words: [command] }) => command);
  const notes = disabled.map((command) => `${command} was skipped: "rename-command" in redis.conf disables it.`);
  const wanted = chosen
    .filter(({ words: [command] }) => !disabled.includes(command))
    .map((test): BenchmarkCommand => {
      const [command, ...args] = test.words;
      return { ...test, words: [renamed[command] ?? command, ...args] };
    });
  const { commands, notes: others } = safeCommands(wanted, info);
  return { commands, notes: [...notes, ...others] };
}

function safeCommands(wanted: readonly BenchmarkCommand[], info: InfoFields): Chosen {
  const reason = reasonNotToWrite(info);
  if (reason === null || !wanted.some(({ writes }) => writes)) return { commands: wanted, notes: [] };
  return {
    commands: wanted.filter(({ writes }) => !writes),
    notes: [`Only read-only tests were run: ${reason}.`],
  };
}

function reasonNotToWrite(info: InfoFields): string | null {
  if (info.get('role') === 'slave') return 'this server is a replica';
  const limit = infoNumber(info, 'maxmemory') ?? 0;
  const used = infoNumber(info, 'used_memory') ?? 0;
  if (limit > 0 && limit - used < MIN_FREE_BYTES) {
    return 'its memory is nearly full, and the benchmark’s keys could evict others';
  }
  return null;
}
