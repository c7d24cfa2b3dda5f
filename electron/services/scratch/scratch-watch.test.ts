import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { LinkError } from '../redis/connection/link-failure.ts';
import { forbiddenCommands, isDataCommand, isForbidden, refusedCommand } from './scratch-commands.ts';
import { ScratchError, type ScratchServer, type ScratchUsage } from './scratch-server.ts';
import { reasonLine, untilReady } from './until-ready.ts';
import { watchProgress } from './watch-progress.ts';

const signal = new AbortController().signal;

interface Scratch {
  /** The replies to INFO, one after the other; the last one is repeated. An error is thrown. */
  readonly replies?: readonly (string | Error)[];
  readonly usage?: () => ScratchUsage | null;
  readonly memoryBytes?: number | null;
  /** Ends with this output after a number of replies. */
  readonly endsAfter?: number;
  readonly output?: string;
  readonly ranOutOfMemory?: boolean;
}

function scratch({ replies = [''], usage = () => null, memoryBytes = null, ...rest }: Scratch): ScratchServer {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let asked = 0;
  return {
    ...{ link: () => null, connect: () => null, target: () => null, runInside: null, memoryBytes, ended },
    ...{ output: async () => rest.output ?? '', ranOutOfMemory: () => rest.ranOutOfMemory ?? false },
    usage: async () => usage(),
    close: async () => undefined,
    async call() {
      if (asked === rest.endsAfter) {
        end();
        return new Promise(() => undefined);
      }
      const reply = replies[Math.min(asked, replies.length - 1)] ?? '';
      asked += 1;
      if (reply instanceof Error) throw reply;
      return reply;
    },
  };
}
const loading = (percent: string) =>
  `loading:1\r\nloading_loaded_perc:${percent}\r\nloading_loaded_bytes:${percent}\r\n`;
const loaded = 'loading:0\r\nredis_version:7.0.15\r\n';

describe('until a scratch server is ready', () => {
  test('ready › it loads its data › its progress, then its INFO', async () => {
    const seen: (number | null)[] = [];
    const server = scratch({ replies: [loading('10.0'), loading('55.0'), loaded] });
    const info = await untilReady(server, { until: 'loaded', signal, progress: (part) => void seen.push(part) });
    expect(info?.get('redis_version')).toBe('7.0.15');
    expect(seen).toEqual([0.1, 0.55]);
  });

  test('ready › open is enough › does not wait for the data', async () => {
    const info = await untilReady(scratch({ replies: [loading('1.0')] }), { until: 'open', signal });
    expect(info?.get('loading')).toBe('1');
  });

  test('ready › it does not listen yet › retries', async () => {
    const notYet = new LinkError('refused', 'Nothing listens there.');
    await expect(
      untilReady(scratch({ replies: [notYet, notYet, loaded] }), { until: 'loaded', signal }),
    ).resolves.toBeTruthy();
  });

  test.each([
    new LinkError('password-required', 'NOAUTH'),
    new AppError('COMMAND_UNAVAILABLE', 'INFO is disabled.', { command: 'INFO' }),
  ])('ready › it refuses this connection with %s › open, but never loaded', async (refusal) => {
    expect(await untilReady(scratch({ replies: [refusal] }), { until: 'open', signal })).toBeNull();
    await expect(untilReady(scratch({ replies: [refusal] }), { until: 'loaded', signal })).rejects.toThrow(
      'it refuses every connection',
    );
  });

  test('ready › cancelled › ends with that reason', async () => {
    const stop = new AbortController();
    const waiting = untilReady(scratch({ replies: [loading('1.0')] }), { until: 'loaded', signal: stop.signal });
    stop.abort(new Error('Cancelled.'));
    await expect(waiting).rejects.toThrow('Cancelled.');
  });

  test.each([
    [
      '1:M 20 Nov 2026 10:00:00.000 # Bad file format reading the append only file.',
      'Bad file format reading the append only file',
    ],
    [
      "Unknown command 'EVAL' reading the append only file",
      'its AOF contains EVAL, a script that would run on this computer',
    ],
    [
      "Unknown command 'SLAVEOF' reading the append only file",
      'a command that changes the server or connects to other servers',
    ],
    [
      "Unknown command 'JSON.SET' reading the append only file",
      'its AOF contains "JSON.SET", a command of a module or of a newer Redis',
    ],
    ["no matching module type 'ReJSON-RL'", 'it has values of the type ReJSON-RL, and no loaded module has that type'],
    ['', 'it ended without a message'],
  ])('ready › it ends with %j › %s', async (output, reason) => {
    const failing = untilReady(scratch({ endsAfter: 0, output }), { until: 'loaded', signal });
    const failure = await failing.catch((error: unknown) => error as ScratchError);
    expect(failure).toBeInstanceOf(ScratchError);
    expect((failure as ScratchError).message).toContain(reason);
  });

  test('ready › its engine killed it for its memory › the data may be intact', async () => {
    const server = scratch({ endsAfter: 0, ranOutOfMemory: true, memoryBytes: 512 * 1024 ** 2 });
    await expect(untilReady(server, { until: 'loaded', signal })).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('it needs more than its limit of 512 MB. The data may be intact.'),
    });
  });

  test.each([
    [
      '# WARNING: ok\n1:M 20 Nov 2026 10:00:00.000 # Fatal error loading the DB: Invalid argument. Exiting.\nbye',
      'Fatal error loading the DB: Invalid argument. Exiting',
    ],
    ['first\nlast', 'last'],
    [
      "1:M 20 Nov 2026 10:00:00.000 # RDB has duplicated key 'a' in DB 0\n1:M 20 Nov 2026 10:00:00.001 # Guru Meditation: Duplicated key found in RDB file #rdb.c:3051\n       Suspect RAM error? Use redis-server --test-memory to verify it.",
      'Duplicated key found in RDB file',
    ],
    [
      '1:M 20 Nov 2026 10:00:00.000 # Unable to obtain the AOF file a.aof.2.incr.aof length. stat: No such file or directory',
      'its AOF lacks the file a.aof.2.incr.aof, which its manifest lists',
    ],
    ['\n \n', 'it ended without a message'],
  ])('reasonLine › %j › %s', (log, line) => expect(reasonLine(log)).toBe(line));
});

describe('the watch over a scratch server', () => {
  const faultOf = async (
    server: ScratchServer,
    stallMs: number,
    during?: (watch: ReturnType<typeof watchProgress>) => void,
  ) => {
    const watch = watchProgress(server, stallMs);
    const timer = setInterval(() => during?.(watch), 20);
    try {
      return await Promise.race([
        watch.fault.catch((error: Error) => error.message),
        new Promise<string>((resolve) => setTimeout(() => resolve('no fault'), 400)),
      ]);
    } finally {
      clearInterval(timer);
      watch.end();
    }
  };

  test('watch › neither reads nor reports › stopped as a command that does not end', async () => {
    expect(await faultOf(scratch({ usage: () => ({ memoryBytes: 1, readBytes: 7 }) }), 100)).toBe(
      'it made no progress for 0 s, as with a script or command that does not end',
    );
  });

  test('watch › keeps reading its file, however slowly › left alone', async () => {
    let readBytes = 0;
    expect(await faultOf(scratch({ usage: () => ({ memoryBytes: 1, readBytes: readBytes++ }) }), 200)).toBe('no fault');
  });

  test('watch › reports new values › left alone; the same value again is no progress', async () => {
    let value = 0;
    expect(await faultOf(scratch({}), 200, (watch) => watch.progressed(String(value++)))).toBe('no fault');
    expect(await faultOf(scratch({}), 100, (watch) => watch.progressed('same'))).toContain('no progress');
  });

  test('watch › uses more memory than its limit › stopped immediately', async () => {
    const server = scratch({ usage: () => ({ memoryBytes: 2000, readBytes: 1 }), memoryBytes: 1024 });
    expect(await faultOf(server, 60_000)).toContain('needs more than its limit of 1 KB');
  });

  test('watch › without a limit › never for its memory', async () => {
    expect(await faultOf(scratch({ usage: () => ({ memoryBytes: 9e12, readBytes: Math.random() }) }), 60_000)).toBe(
      'no fault',
    );
  });
});

describe('commands that an AOF of a stranger may contain', () => {
  test.each([
    ['2.8.24', ['PSYNC'], ['REPLICAOF', 'ACL', 'FCALL']],
    ['5.0.0', ['REPLICAOF', 'CLUSTER'], ['ACL', 'FAILOVER']],
    ['6.2.0', ['ACL', 'FAILOVER'], ['FCALL', 'EVAL_RO']],
    ['8.0.1', ['FCALL', 'EVAL_RO', 'ACL'], []],
  ])('forbidden › Redis %s › only commands that it has, since renaming another one fails', (version, has, lacks) => {
    const commands = forbiddenCommands(version);
    expect(commands).toEqual(expect.arrayContaining(has));
    expect(commands.filter((command) => lacks.includes(command))).toEqual([]);
  });

  test('forbidden › no command that an AOF needs is forbidden, and none that is forbidden counts as data', () => {
    const forbidden = forbiddenCommands('99.0.0');
    expect(forbidden.filter(isDataCommand)).toEqual([]);
    expect(forbidden.every(isForbidden)).toBe(true);
    for (const command of ['SELECT', 'FUNCTION', 'RESTORE', 'XADD', 'MULTI', 'EXEC']) {
      expect([isDataCommand(command), isForbidden(command)]).toEqual([true, false]);
    }
    expect([isDataCommand('SAVE'), isForbidden('SAVE')]).toEqual([false, true]);
  });

  test('refused › a script › what to do about it; another command › what it would do', () => {
    expect(refusedCommand('evalsha')).toContain('there, run BGREWRITEAOF and copy the file again. It was not run');
    expect(refusedCommand('migrate')).toContain('its AOF contains MIGRATE, a command that changes the server');
  });
});
