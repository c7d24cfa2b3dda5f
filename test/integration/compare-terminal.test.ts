import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { useBackupHome } from '../support/backup-home.ts';
import { describeNeeding } from '../support/needs.ts';
import { runInProcess } from '../support/run-in-process.ts';

interface Compared {
  readonly counts: Readonly<Record<string, number>>;
  readonly items: readonly {
    readonly database: number;
    readonly key?: string;
    readonly keyBase64?: string;
    readonly change: string;
    readonly type: string;
  }[];
}

describeNeeding(['redis', 'posix'], 'compare in the CLI', () => {
  it('a backup and the running instance › counts, keys, exports and exit codes', async () => {
    const { home, backUp } = await useBackupHome();
    const redis = new Redis({ host: '127.0.0.1', port: home.port });
    onTestFinished(() => redis.disconnect());
    const binary = Buffer.from([0xff, 0x00, 0x2c]);
    await redis.mset('cart:1', 'a', 'cart:2', 'b', 'user:1', '{"n":1.50,"tags":["a"]}');
    await redis.set(binary, 'x');
    await redis.hset('user:2', 'name', 'Ada');
    await backUp('first', { verify: false });
    const run = (...args: readonly string[]) => runInProcess(['--action', 'compare', ...args], home.env);

    const equal = await run('--backup-name', 'first', '--json', '--exit-code', 'yes');
    expect(equal).toMatchObject({ code: 0, stderr: '' });
    expect(equal.json()).toMatchObject({
      counts: { added: 0, removed: 0, changed: 0, expiryOnly: 0, same: 5 },
      items: [],
    });

    await redis.del('cart:1');
    await redis.set('cart:3', 'new, "quoted"');
    await redis.set('user:1', '{"n":2.50,"tags":["a"]}');
    await redis.set(binary, 'y');
    await redis.expire('user:2', 1000);
    const differs = await run('--backup-name', 'first', '--with', 'live', '--json', '--exit-code', 'yes');
    expect(differs.code).toBe(1);
    const { counts, items } = differs.json() as Compared;
    expect(counts).toMatchObject({ added: 1, removed: 1, changed: 2, expiryOnly: 1, same: 1 });
    expect(items.map(({ key, keyBase64, change, type }) => [key ?? keyBase64, change, type])).toEqual([
      ['cart:1', 'removed', 'string'],
      ['cart:3', 'added', 'string'],
      ['user:1', 'changed', 'string'],
      ['user:2', 'expiry', 'hash'],
      [binary.toString('base64'), 'changed', 'string'],
    ]);

    const carts = await run('--backup-name', 'first', '--pattern', 'cart:*', '--json');
    expect(carts.json()).toMatchObject({ counts: { added: 1, removed: 1, changed: 0, expiryOnly: 0, same: 1 } });
    const nothing = await run('--backup-name', 'first', '--pattern', 'nothing:*', '--json', '--exit-code', 'yes');
    expect(nothing).toMatchObject({ code: 0 });
    expect(nothing.json()).toMatchObject({
      counts: { added: 0, removed: 0, changed: 0, expiryOnly: 0, same: 0 },
      items: [],
    });
    const every = await run('--backup-name', 'first', '--pattern', '*', '--json');
    expect(every.json()).toMatchObject({ counts, items });
    expect((await run('--backup-name', 'first', '--json', '--limit', '1')).json()).toMatchObject({ matched: 5 });
    const text = await run('--backup-name', 'first', '--limit', '1');
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/- removed +0 +cart:1/);
    expect(text.stdout).toContain('1 of 5 differences');
    const names = Array.from({ length: 150 }, (_, at) => `many:${at}`);
    await redis.mset(...names.flatMap((name) => [name, 'x']));
    const all = (await run('--backup-name', 'first', '--json')).json() as Compared;
    expect(all.items).toHaveLength(155);
    await redis.del(...names);
    const csv = await run('--backup-name', 'first', '--format', 'csv');
    expect(csv.stdout.split('\r\n')).toMatchObject([
      expect.stringMatching(/^database,key,key_base64,change,type,/),
      expect.stringMatching(/^0,cart:1,,removed,string,string,,/),
      ...[expect.any(String), expect.any(String), expect.any(String)],
      expect.stringMatching(/^0,,\/wAs,changed,/),
      '',
    ]);
    const lines = (await run('--backup-name', 'first', '--format', 'jsonl')).stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).change)).toEqual(['removed', 'added', 'changed', 'expiry', 'changed']);

    await backUp('second', { verify: false });
    const backups = await run('--backup-name', 'second', '--with', 'first', '--json');
    expect(backups.json()).toMatchObject({ counts: { added: 1, removed: 1, changed: 2, expiryOnly: 1, same: 1 } });
    const file = await run(
      '--file',
      `${home.path}/redis/backups/first.rdb`,
      '--with',
      'second',
      '--database',
      '0',
      '--json',
    );
    expect(file.json()).toMatchObject({ counts: { added: 1, removed: 1, changed: 2, expiryOnly: 1, same: 1 } });

    expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('compare needs two sides') });
    expect(await run('--backup-name', 'none')).toMatchObject({ code: 3 });
    expect(await run('--backup-name', 'first', '--format', 'csv', '--limit', '1')).toMatchObject({ code: 2 });
  });
});
