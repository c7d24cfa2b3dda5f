import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import tar from 'tar-stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { redisCli } from '../support/redis-cli.ts';
import { type ManageResult, runManage } from '../support/run-manage.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
import { describeFieldPoint } from './field-point.ts';

const asRoot = process.getuid?.() === 0;

/** What can replace a file. Root can read a file of any mode, so mode 0 applies only to other users. */
const replacements: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  'a FIFO': async (path) => execFileSync('sh', ['-c', 'mkfifo "$0"', path]),
  'a folder': (path) => mkdir(path),
  garbage: (path) => writeFile(path, 'gZ\u0001\u0002 {"]\n"unclosed\n\u00ff'),
  'NUL bytes': (path) => writeFile(path, Buffer.alloc(4096)),
  ...(!asRoot && {
    'a file of mode 0': async (path: string) => {
      await writeFile(path, '{}');
      await chmod(path, 0);
    },
  }),
};
const notAFile = ['a FIFO', 'a folder'];
/** All files are read by the same functions, so a test of each kind is enough. */
const some = (...kinds: readonly string[]) => (thorough ? Object.keys(replacements) : kinds);

interface Status {
  readonly state: string;
  readonly databases: readonly { readonly keys: number }[];
}
interface Checks {
  readonly checks: readonly { readonly id: string; readonly detail: string }[];
}

describeFieldPoint('B3', 'an input that a person replaced', (runtime) => {
  if (runtime === 'docker') {
    test.skip('the files of a home are read in the same way in both runtimes');
    return;
  }
  let home: TestHome;
  let dump: Buffer;
  const path = (...names: readonly string[]) => join(home.path, ...names);
  /** As a process: a blocked read would also block the tests. */
  const run = (line: string, extra: Readonly<Record<string, string>> = {}): Promise<ManageResult> =>
    runManage(['--action', ...line.split(' ')], { ...home.env, ...extra }, { timeoutMs: 20_000 });

  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    // Without the time limit of the others, because the first command builds the program.
    const installed = await runManage(['--action', 'install', '--runtime', 'process'], home.env);
    expect(installed, installed.stderr).toMatchObject({ code: 0 });
    await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
    await redisCli(home.port, 'save');
    dump = await readFile(path('redis/data/dump.rdb'));
  });
  afterAll(() => home.dispose());

  async function replaced(file: string, by: string, body: () => Promise<void>): Promise<void> {
    const kept = path('kept-by-test');
    const existed = await rename(path(file), kept).then(
      () => true,
      () => false,
    );
    await mkdir(path(file, '..'), { recursive: true });
    await replacements[by]?.(path(file));
    try {
      await body();
    } finally {
      await rm(path(file), { recursive: true, force: true });
      for (const name of await readdir(path(file, '..')))
        if (name.includes('.damaged-')) await rm(path(file, '..', name), { recursive: true });
      if (existed) await rename(kept, path(file));
    }
  }

  async function requireRunning(): Promise<void> {
    const status = (await run('status --json')).json() as Status;
    expect(status).toMatchObject({ state: 'running', databases: [{ keys: 2 }] });
  }

  test.each(notAFile)('redis.log is %s › restart refuses before it stops Redis, and names the reason', async (by) => {
    await replaced('redis/logs/redis.log', by, async () => {
      const restarted = await run('restart --json');
      expect(restarted).toMatchObject({ code: 1 });
      expect(restarted.json()).toMatchObject({
        error: { code: 'FILE_UNREADABLE', message: expect.stringContaining(`redis.log cannot be read: it is ${by}`) },
      });
    });
    await requireRunning();
  });

  test.each(thorough ? notAFile : ['a FIFO'])(
    'the settings history and the log of the app are %s › commands end, diagnose reports',
    async (by) => {
      await replaced('redis/desktop/settings-history.jsonl', by, () =>
        replaced('redis/desktop/app.log', by, async () => {
          const changed = await run('config --set hz=11 --json');
          expect(changed.code, changed.stdout + changed.stderr).toBeLessThanOrEqual(1);
          const { checks } = (await run('diagnose --json')).json() as Checks;
          for (const name of ['settings-history.jsonl', 'app.log'])
            expect(checks.find(({ id }) => id === `file-redis/desktop/${name}`)?.detail).toContain(`it is ${by}`);
          await requireRunning();
        }),
      );
    },
  );

  test.each(some('a FIFO', 'NUL bytes'))(
    'last-observed.json is %s › every command continues, and the file is set aside or reported',
    async (by) => {
      await replaced('redis/desktop/last-observed.json', by, async () => {
        await requireRunning();
        const { checks } = (await run('diagnose --json')).json() as Checks;
        expect(JSON.stringify(checks)).toMatch(/(set-aside|file)-redis\/desktop\/last-observed\.json/);
      });
    },
  );

  test.each(some('a FIFO', 'garbage'))(
    'the .info next to an imported dump is %s › the dump is imported',
    async (by) => {
      await writeFile(path('found.rdb'), dump);
      await replaced('found.info', by, async () => {
        const imported = await run(`import-backup --file ${path('found.rdb')} --json`);
        expect(imported, imported.stderr).toMatchObject({ code: 0 });
      });
    },
  );

  test.each(thorough ? notAFile : ['a FIFO'])(
    'a backup is %s › verification and restore refuse with the reason',
    async (by) => {
      const taken = await run(`backup --backup-name kept-${notAFile.indexOf(by)} --json`);
      expect(taken, taken.stderr).toMatchObject({ code: 0 });
      const { name, file } = taken.json() as { readonly name: string; readonly file: string };
      await replaced(`redis/backups/${file}`, by, async () => {
        for (const action of ['verify-backup', 'restore']) {
          const result = await run(`${action} --backup-name ${name} --yes yes --json`);
          expect(result).toMatchObject({ code: 1 });
          expect(result.json()).toMatchObject({ error: { code: 'BACKUP_DAMAGED' } });
        }
      });
      await requireRunning();
    },
  );

  test.each(thorough ? notAFile : ['a FIFO'])(
    'a certificate of the Docker engine is %s › status names it',
    async (by) => {
      await replaced('certificates/ca.pem', by, async () => {
        const { checks } = (
          await run('diagnose --json', {
            DOCKER_HOST: 'tcp://127.0.0.1:1',
            DOCKER_TLS_VERIFY: '1',
            DOCKER_CERT_PATH: path('certificates'),
          })
        ).json() as Checks;
        expect(JSON.stringify(checks)).toContain('its certificate ca.pem cannot be read');
        await requireRunning();
      });
    },
  );

  test('main.json has fields of wrong types › set aside, and main is found by its process', async () => {
    const file = path('redis/desktop/main.json');
    const record = await readFile(file, 'utf8');
    const wrong = [{ folders: 'x' }, { limits: [] }, { engine: 7 }, ...(thorough ? [{ outgoing: 'yes' }] : [])];
    for (const fields of wrong) {
      await writeFile(file, JSON.stringify({ ...JSON.parse(record), ...fields }));
      await requireRunning();
      expect((await readdir(path('redis/desktop'))).some((name) => name.startsWith('main.json.damaged-'))).toBe(true);
      for (const name of await readdir(path('redis/desktop')))
        if (name.includes('.damaged-')) await rm(path('redis/desktop', name));
    }
    await writeFile(file, record);
  });

  test('redis.conf includes itself several times › every command ends, and restart names the line', async () => {
    const file = path('redis/config/redis.conf');
    const conf = await readFile(file, 'utf8');
    const others = path('redis/config/other.conf');
    try {
      await writeFile(file, `${conf}\n${`include ${file}\ninclude ${others}\n`.repeat(4)}`);
      await writeFile(others, `include ${file}\n`.repeat(8));
      const status = await run('status --json');
      expect(status.code, status.stderr).toBeLessThanOrEqual(1);
      const restarted = await run('restart --json');
      expect(restarted).toMatchObject({ code: 1 });
      expect(restarted.stdout).toMatch(/was not restarted and keeps running: .*includes itself/);
    } finally {
      await writeFile(file, conf);
    }
    await requireRunning();
  });

  test.each(some('a FIFO', 'garbage'))('the ACL file is %s › status answers', async (by) => {
    const file = path('redis/config/redis.conf');
    const conf = await readFile(file, 'utf8');
    try {
      await replaced('redis/config/users.acl', by, async () => {
        await writeFile(file, `${conf}\naclfile ${path('redis/config/users.acl')}\n`);
        const status = await run('status --json');
        expect(status.code, status.stderr).toBeLessThanOrEqual(1);
        expect((status.json() as Status).state).toBe('running');
      });
    } finally {
      await writeFile(file, conf);
    }
  });

  test('the redis.conf of an archive includes itself › the archive is imported by its own lines', async () => {
    const pack = tar.pack();
    pack.entry({ name: 'dump.rdb' }, dump);
    pack.entry({ name: 'redis.conf' }, 'include redis.conf\ninclude ./redis.conf\nappendonly no\ndatabases 7\n');
    pack.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of pack) chunks.push(chunk as Buffer);
    await writeFile(path('own.tar.gz'), gzipSync(Buffer.concat(chunks)));
    const imported = await run(`import-backup --file ${path('own.tar.gz')} --backup-name from-archive --json`);
    expect(imported, imported.stderr).toMatchObject({ code: 0 });
    const verified = await run('verify-backup --backup-name from-archive --json');
    expect(verified, verified.stdout).toMatchObject({ code: 0 });
  });
});
