import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeServer } from '../../../../test/support/fake-server.ts';
import { keptContext } from '../../../../test/support/some-instance.ts';
import type { Persistence } from '../../redis/conf/persistence-mode.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { parseInfo } from '../../redis/info/info.ts';
import { applyEvicting } from './apply-evicting.ts';
import { moveLive, setValues } from './move-live.ts';
import { switchAofOn } from './switch-aof-on.ts';

const modes = {
  none: { appendonly: 'no', save: '' },
  rdb: { appendonly: 'no', save: '3600 1' },
  aof: { appendonly: 'yes', save: '' },
  both: { appendonly: 'yes', save: '3600 1' },
} as const satisfies Readonly<Record<string, Persistence>>;
type Mode = keyof typeof modes;
const anyMode = fc.constantFrom<Mode>('none', 'rdb', 'aof', 'both');

/**
 * A server whose clients write before each of its commands. Data is a number that grows with each write; the files on
 * disk hold the number that they would load.
 */
class WrittenServer {
  data = 10;
  readonly live: Persistence;
  /** A server without save points may have an old dump. */
  dump = 1;
  /** Null: no AOF on disk. While it is enabled, it has every write. */
  aof: number | null;
  file: Persistence;
  saves = 0;
  rewrites = 0;
  readonly commands: string[] = [];
  /** Called after each command, as if Redis or this computer ended at this point. */
  afterEach: () => void = () => undefined;

  constructor(mode: Mode) {
    this.live = { ...modes[mode] };
    this.file = { ...modes[mode] };
    this.aof = modes[mode].appendonly === 'yes' ? this.data : null;
    if (modes[mode].save !== '') this.dump = 9;
  }

  /** What a start from the file on disk would load; null: an empty server. */
  loaded(): number | null {
    return this.file.appendonly === 'yes' ? this.aof : this.dump;
  }

  #set(values: readonly string[]): void {
    for (let at = 0; at < values.length; at += 2) {
      const [name = '', value = ''] = [values[at], values[at + 1]];
      if (name === 'appendonly' && value === 'yes' && this.live.appendonly !== 'yes') {
        this.rewrites += 1;
        this.aof = this.data;
      }
      Object.assign(this.live, { [name]: value });
    }
  }

  #reply(command: readonly string[]): unknown {
    this.data += 1;
    if (this.live.appendonly === 'yes') this.aof = this.data;
    this.commands.push(command.join(' '));
    const [name, verb, ...args] = command;
    const reply = () => {
      if (name === 'BGSAVE') {
        this.saves += 1;
        this.dump = this.data;
        return 'Background saving started';
      }
      if (name === 'CONFIG' && verb === 'GET') {
        return args.flatMap((one) => [one, this.live[one as keyof Persistence] ?? '']);
      }
      if (name === 'CONFIG') this.#set(args);
      if (name !== 'INFO') return 'OK';
      return [
        ...[
          'run_id:r',
          'loading:0',
          'rdb_bgsave_in_progress:0',
          `rdb_saves:${this.saves}`,
          `aof_rewrites:${this.rewrites}`,
        ],
        ...['rdb_last_bgsave_status:ok', 'aof_last_bgrewrite_status:ok', 'aof_rewrite_in_progress:0'],
      ].join('\r\n');
    };
    const given = reply();
    this.afterEach();
    return given;
  }

  readonly link: RedisLink = {
    ask: async () => ({ info: parseInfo(String(this.#reply(['INFO']))) }) as never,
    call: async (_, ...command) => this.#reply(command),
    callBuffer: async () => null,
    batch: async (_, commands) => commands.map((command) => this.#reply(command.map(String))),
    isOpen: () => true,
    close: () => undefined,
  };

  async move(to: Mode | null, values: Readonly<Record<string, string>> = {}): Promise<void> {
    await moveLive({
      id: 'main',
      link: this.link,
      op: { progress: () => undefined },
      persistence: to && modes[to],
      values,
      commit: async () => {
        if (to) this.file = { ...modes[to] };
        this.commands.push('(file)');
        this.afterEach();
      },
      leaveAof: async () => {
        this.aof = null;
        this.commands.push('(remove the AOF)');
        this.afterEach();
      },
    });
  }
}

describe('a live change of persistence', () => {
  test('moveLive › from any mode to any other, ended after any command › the next start loads all data or what the old mode promised', async () => {
    await fc.assert(
      fc.asyncProperty(anyMode, anyMode, async (from, to) => {
        const server = new WrittenServer(from);
        const atStart = server.data;
        server.afterEach = () => {
          const isNew = server.commands.includes('(file)');
          const loaded = server.loaded();
          if (server.file.appendonly === 'yes') {
            // An AOF that a file relies on exists and has every write.
            expect(loaded).toBe(server.data);
          } else if (isNew && from !== to) {
            expect(loaded).toBeGreaterThanOrEqual(from === 'rdb' && to === 'rdb' ? 0 : atStart);
          } else {
            expect(loaded).toBeGreaterThanOrEqual(from === 'none' ? 1 : 9);
          }
        };
        await server.move(to);
        expect(server.live).toEqual(modes[to]);
        expect(server.file).toEqual(modes[to]);
        // An AOF that is off would be loaded by a later `appendonly yes`.
        if (to === 'none' || to === 'rdb') expect(server.aof).toBeNull();
      }),
    );
  });

  test('moveLive › there and back through any modes › ends in the last one, without an outdated AOF', async () => {
    await fc.assert(
      fc.asyncProperty(anyMode, fc.array(anyMode, { minLength: 1, maxLength: 5 }), async (from, path) => {
        const server = new WrittenServer(from);
        for (const to of path) await server.move(to);
        const last = modes[path.at(-1) as Mode];
        expect(server.live).toEqual(last);
        expect(server.aof === null).toBe(last.appendonly === 'no');
      }),
    );
  });

  test('moveLive › AOF is switched off › saves first, then the file, then the AOF goes', async () => {
    const server = new WrittenServer('aof');
    await server.move('none');
    const order = ['BGSAVE', '(file)', 'CONFIG SET appendonly no', '(remove the AOF)'];
    expect(server.commands.filter((command) => order.includes(command))).toEqual(order);
  });

  test('moveLive › AOF is switched on › the file says so only when the AOF is written', async () => {
    const server = new WrittenServer('rdb');
    await server.move('both');
    const order = ['CONFIG SET appendonly yes', '(file)'];
    expect(server.commands.filter((command) => order.includes(command))).toEqual(order);
  });

  test('moveLive › no change of persistence › sets the values, writes the file, and saves nothing', async () => {
    const server = new WrittenServer('both');
    await server.move(null, { timeout: '60' });
    expect(server.commands).toEqual(['CONFIG SET timeout 60', '(file)']);
  });
});

describe('CONFIG SET of several values', () => {
  test('setValues › nothing to set › asks nothing', async () => {
    const server = fakeServer();
    await setValues(server.link, {});
    expect(server.received).toEqual([]);
  });

  test('setValues › all at once, save points as one argument', async () => {
    const server = fakeServer();
    await setValues(server.link, { save: '900 1  300 10', timeout: '60' });
    expect(server.received).toEqual(['CONFIG SET save 900 1 300 10 timeout 60']);
  });

  /** A link that replies to CONFIG SET like this. */
  const refusing = (reply: (pairs: number) => Error | string) => {
    const server = fakeServer();
    const link: RedisLink = {
      ...server.link,
      batch: async (_, commands) =>
        commands.map((command) => {
          server.received.push(command.join(' '));
          return reply((command.length - 2) / 2);
        }),
    };
    return { server, link };
  };

  test('setValues › before Redis 7, which takes one › one by one', async () => {
    const { server, link } = refusing((pairs) =>
      pairs > 1 ? new Error('ERR Unsupported CONFIG parameter: timeout') : 'OK',
    );
    await setValues(link, { timeout: '60', hz: '20' });
    expect(server.received.slice(1)).toEqual(['CONFIG SET timeout 60', 'CONFIG SET hz 20']);
  });

  test('setValues › one is rejected › names it with the reason of Redis', async () => {
    const { link } = refusing(
      () => new Error("ERR CONFIG SET failed (possibly related to argument 'hz') - argument must be between 1 and 500"),
    );
    await expect(setValues(link, { timeout: '60', hz: '9999' })).rejects.toMatchObject({
      code: 'CONFIG_REFUSED',
      message: 'Redis rejected hz: argument must be between 1 and 500. The previous settings stay in effect.',
      data: { directive: 'hz' },
    });
  });

  test('setValues › a password is rejected › its value is not repeated', async () => {
    const { link } = refusing(() => new Error("ERR CONFIG SET failed (argument 'requirepass') - bad: s3cret"));
    const failure = await setValues(link, { requirepass: 's3cret' }).catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ code: 'CONFIG_REFUSED' });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('s3cret');
  });

  test('setValues › the connection is lost › is not taken for a rejected value', async () => {
    const { link } = refusing(() => new LinkError('other', 'The server closed the connection.'));
    await expect(setValues(link, { timeout: '60' })).rejects.toThrow('closed the connection');
  });
});

describe('enabling AOF', () => {
  const details: (string | null)[] = [];
  const op = { progress: (_: number | null, detail?: string | null) => void details.push(detail ?? null) };
  /** A server whose INFO persistence gives these, one after the other. */
  const inTurn = (...states: readonly Readonly<Record<string, string>>[]) => {
    const server = fakeServer();
    let at = 0;
    const { link } = server;
    const next = () => {
      Object.assign(server.info, states[Math.min(at, states.length - 1)]);
      at += 1;
    };
    const call: RedisLink['call'] = (ms, ...command) => {
      if (command[0] === 'INFO') next();
      return link.call(ms, ...command);
    };
    return { server, link: { ...link, call } };
  };
  const idle = { aof_rewrite_in_progress: '0', aof_rewrite_scheduled: '0', aof_last_bgrewrite_status: 'ok' };

  test('switchAofOn › another save runs › waits for the rewrite after it, and says what it waits for', async () => {
    details.length = 0;
    const { server, link } = inTurn(
      { ...idle, aof_rewrite_scheduled: '1' },
      { ...idle, aof_rewrite_scheduled: '0', aof_rewrite_in_progress: '1' },
      idle,
    );
    Object.assign(server.info, { ...idle, aof_rewrites: '0' });
    await switchAofOn('main', link, op);
    expect(details).toEqual(['waiting for another save', 'writing the AOF']);
    expect(server.config.appendonly).toBe('yes');
  });

  test('switchAofOn › the status is that of an earlier, failed rewrite › does not fail before ours begins', async () => {
    const failed = { ...idle, aof_last_bgrewrite_status: 'err', aof_rewrites: '4' };
    const { server, link } = inTurn(
      failed,
      { ...failed, aof_rewrite_in_progress: '1' },
      { ...idle, aof_rewrites: '5' },
    );
    Object.assign(server.info, failed);
    await switchAofOn('main', link, op);
    expect(server.config.appendonly).toBe('yes');
  });

  test('switchAofOn › the rewrite fails › disables AOF again and says what to check', async () => {
    const failed = { ...idle, aof_last_bgrewrite_status: 'err', aof_rewrites: '1' };
    const { server, link } = inTurn({ ...idle, aof_rewrite_in_progress: '1' }, failed);
    Object.assign(server.info, { ...idle, aof_rewrites: '0' });
    await expect(switchAofOn('main', link, op)).rejects.toMatchObject({
      code: 'SAVE_FAILED',
      message: expect.stringContaining('disk space, or permissions'),
    });
    expect(server.config.appendonly).toBe('no');
  });

  test('switchAofOn › CONFIG SET is refused › the reason, and nothing to undo', async () => {
    const server = fakeServer(idle);
    const link: RedisLink = { ...server.link, batch: async () => ['', new Error('ERR Unknown option')] };
    await expect(switchAofOn('main', link, op)).rejects.toThrow('AOF could not be enabled (ERR Unknown option)');
    expect(server.received).toEqual([]);
  });
});

describe('settings that evict keys', () => {
  const deps = { environment: { writePauseMs: 60_000 } } as never;

  test('applyEvicting › the backup is taken and the settings applied while writes are paused', async () => {
    const server = fakeServer({ rdb_changes_since_last_save: '0', rdb_saves: '1', evicted_keys: '5' });
    const steps: string[] = [];
    const done = await applyEvicting(deps, {
      id: 'main',
      link: server.link,
      op: keptContext(),
      async save() {
        steps.push(server.received.includes('CLIENT PAUSE 60000 WRITE') ? 'saved while paused' : 'saved');
        return 'safety-settings-1';
      },
      async move() {
        steps.push('moved');
        server.info.evicted_keys = '12';
      },
    });
    expect(steps).toEqual(['saved while paused', 'moved']);
    expect(done).toEqual({ keys: 7, safetyBackup: 'safety-settings-1' });
    expect(server.received).toContain('CLIENT UNPAUSE');
  });

  test('applyEvicting › a client wrote although writes were paused › saves again, and reports that backup', async () => {
    const server = fakeServer({ rdb_changes_since_last_save: '0', rdb_saves: '1', evicted_keys: '0' });
    let saves = 0;
    const done = await applyEvicting(deps, {
      id: 'main',
      link: server.link,
      op: keptContext(),
      async save() {
        saves += 1;
        // The pause expired during the first save.
        server.info.rdb_changes_since_last_save = saves === 1 ? '3' : '0';
        server.info.rdb_saves = String(Number(server.info.rdb_saves) + 1);
        return `safety-${saves}`;
      },
      move: async () => undefined,
    });
    expect(done.safetyBackup).toBe('safety-2');
  });

  test('applyEvicting › the backup fails › nothing is applied, and clients write again', async () => {
    const server = fakeServer({ rdb_changes_since_last_save: '0', rdb_saves: '1' });
    let moved = false;
    const failing = applyEvicting(deps, {
      id: 'main',
      link: server.link,
      op: keptContext(),
      save: () => Promise.reject(new Error('The disk is full.')),
      async move() {
        moved = true;
      },
    });
    await expect(failing).rejects.toThrow('The disk is full.');
    expect(moved).toBe(false);
    expect(server.received.at(-1)).toBe('CLIENT UNPAUSE');
  });
});
