import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../../shared/contract/errors.ts';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { readTar } from '../../../platform/files/read-tar.ts';
import { forgetKill, isOwnKill, recordKill } from '../containers/kill-record.ts';
import { containerUser, excessPrivileges, leastPrivileges } from '../containers/privileges.ts';
import { packTar } from '../images/pack-tar.ts';
import { createPullProgress } from '../images/pull-progress.ts';
import { cancelled, connectionCode, diskFull, engineMessage, engineStatus, unreachable } from './engine-failure.ts';
import { type ProgressLine, progressLines, StreamedFailure } from './progress-lines.ts';

async function linesOf(chunks: readonly (Buffer | string)[]): Promise<ProgressLine[]> {
  const lines: ProgressLine[] = [];
  for await (const line of progressLines(Readable.from(chunks, { objectMode: true }))) lines.push(line);
  return lines;
}

describe('progress of a pull', () => {
  test('any cuts of the stream, also inside of a character › the same lines', async () => {
    const lines = [
      { id: 'a', status: 'Größe 🐘' },
      { stream: 'x\ny' },
      {},
      { progressDetail: { current: 1, total: 2 } },
    ];
    const bytes = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\r\n'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        expect(await linesOf(chunks)).toEqual(lines);
      }),
      { numRuns: 60 },
    );
  });

  test('an error inside of the stream › is thrown, and the lines before it are read', async () => {
    const text = '{"status":"a"}\n{"error":"old","errorDetail":{"message":"no space left"}}\n{"status":"b"}\n';
    const seen: ProgressLine[] = [];
    const failure = await (async () => {
      for await (const line of progressLines(Readable.from([text]))) seen.push(line);
    })().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StreamedFailure);
    expect([seen, String(failure)]).toEqual([[{ status: 'a' }], 'Error: no space left']);
    await expect(linesOf(['{"error":"plain"}'])).rejects.toThrow('plain');
  });

  test('text that is no JSON, and JSON that is no object › never fail', async () => {
    expect(await linesOf(['Loaded image\n', 'null\n7\n\n  \n"x"\n'])).toEqual([{ stream: 'Loaded image' }, {}, {}, {}]);
  });

  test('any order of lines › the fraction never decreases and never exceeds 1', () => {
    const line = fc.record(
      {
        id: fc.constantFrom('a', 'b', 'c'),
        status: fc.constantFrom(
          'Downloading',
          'Extracting',
          'Download complete',
          'Pull complete',
          'Waiting',
          'Already exists',
        ),
        progressDetail: fc.record({ current: fc.nat(1000), total: fc.nat(1000) }, { requiredKeys: [] }),
      },
      { requiredKeys: ['status'] },
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const progress = createPullProgress();
        let last = 0;
        for (const one of lines) {
          const now = progress(one)?.fraction ?? null;
          if (now === null) continue;
          expect(now).toBeGreaterThanOrEqual(last);
          expect(now).toBeLessThanOrEqual(1);
          last = now;
        }
      }),
    );
  });

  test('two layers › whole when both are unpacked, and the size appears once it is known', () => {
    const progress = createPullProgress();
    const of = (id: string, status: string, current?: number, total?: number) =>
      progress({ id, status, ...(total !== undefined && { progressDetail: { current: current ?? 0, total } }) });
    expect(of('a', 'Download complete')).toEqual({ fraction: null, detail: 'starting' });
    expect(of('a', 'Downloading', 50, 100)?.fraction).toBeCloseTo(0.45);
    of('b', 'Downloading', 100, 100);
    for (const id of ['a', 'b']) of(id, 'Pull complete');
    expect(of('a', 'Pull complete')).toMatchObject({ fraction: 1, detail: '200 B, unpacking' });
    expect([of('', 'Downloading'), of('a', 'Pulling fs layer')]).toEqual([null, null]);
  });
});

describe('failures of an engine', () => {
  test('an answer and a lost connection › are different errors', () => {
    const answered = { statusCode: 404, json: { message: ' no such image ' }, message: '(HTTP code 404)' };
    expect([engineStatus(answered), engineMessage(answered), connectionCode(answered)]).toEqual([
      404,
      'no such image',
      null,
    ]);
    const lost = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect([engineStatus(lost), connectionCode(lost), engineMessage(lost)]).toEqual([null, 'ECONNREFUSED', 'connect']);
    expect(connectionCode(Object.assign(new Error('x'), { code: 'HPE_INVALID_CONSTANT' }))).toBe(
      'HPE_INVALID_CONSTANT',
    );
    expect([
      connectionCode(Object.assign(new Error('x'), { code: 'EEXIST' })),
      connectionCode({ ...answered, code: 'ECONNRESET' }),
      engineStatus(null),
      engineMessage('text'),
    ]).toEqual([null, null, null, 'text']);
  });

  test('every reason › says what to do, with the address', () => {
    for (const code of ['EACCES', 'EPERM', 'TIMED_OUT', 'ENOENT', 'ECONNREFUSED', 'CERT_HAS_EXPIRED']) {
      const error = unreachable(code, '/run/docker.sock');
      expect(error).toMatchObject({ code: 'ENGINE_UNREACHABLE', data: { endpoint: '/run/docker.sock', reason: code } });
      expect(error.message).toMatch(/docker\.sock.*\. [A-Z].*\.$/);
    }
    expect(unreachable('NO_SOCKET', 'x').message).toContain('Install Docker');
  });

  test('a full disk and a cancelled operation › keep their reason', () => {
    expect(diskFull({ statusCode: 500, json: { message: 'write /x: No space left on device' } })).toMatchObject({
      code: 'DISK_FULL',
    });
    expect(diskFull(new Error('other'))).toBeNull();
    const reason = new AppError('TIMED_OUT', 'x', { seconds: 1 } as never);
    expect(cancelled(AbortSignal.abort(reason))).toBe(reason);
    expect(cancelled(AbortSignal.abort())).toMatchObject({ code: 'CANCELLED' });
  });
});

describe('privileges of a container', () => {
  const facts = { product: 'Docker', rootless: false, selinux: false, limitsPids: true } as const;
  const hosted = (host: object, user = '1000:1000') =>
    ({ HostConfig: host, Config: { User: user } }) as unknown as Parameters<typeof excessPrivileges>[0];
  const least = leastPrivileges(facts);

  test('a network that is unknown › counts as open unless a person allows that', () => {
    expect(excessPrivileges(hosted(least), null, facts)).toEqual(['outgoing network']);
  });

  test('ours › have no excess, and each one that is missing is named', () => {
    expect(excessPrivileges(hosted(least), null, facts, true)).toEqual([]);
    const excess = (change: object, user?: string) =>
      excessPrivileges(hosted({ ...least, ...change }, user), null, facts, true);
    expect(excess({ CapDrop: [] })).toEqual(['capabilities']);
    expect(excess({ CapAdd: ['SYS_ADMIN'] })).toEqual(['capabilities']);
    expect(excess({ Privileged: true })).toEqual(['capabilities']);
    expect(excess({ SecurityOpt: [] })).toEqual(['may gain privileges']);
    expect(excess({ SecurityOpt: ['no-new-privileges=false'] })).toEqual(['may gain privileges']);
    expect(excess({ PidsLimit: 0 })).toEqual(['no limit of processes']);
    expect(excess({ PidsLimit: -1 })).toEqual(['no limit of processes']);
    expect(excess({ ReadonlyRootfs: false })).toEqual(['writable root']);
    for (const user of ['', '0', '0:0', 'root', 'root:root', ':1000'])
      expect(excess({}, user), user).toEqual(['runs as root']);
    for (const user of ['1000', '1000:0', 'rooted', '00root']) expect(excess({}, user), user).toEqual([]);
    expect(excess({ CapDrop: ['cap_all'], SecurityOpt: ['no-new-privileges:true'] })).toEqual([]);
  });

  test('an engine without a limit of processes, and a rootless one › expect less', () => {
    expect(leastPrivileges({ ...facts, limitsPids: false })).not.toHaveProperty('PidsLimit');
    expect(excessPrivileges(hosted({ ...least, PidsLimit: 0 }), null, { ...facts, limitsPids: false }, true)).toEqual(
      [],
    );
    expect(excessPrivileges(hosted(least, '0:0'), null, { ...facts, rootless: true }, true)).toEqual([]);
    expect(leastPrivileges({ ...facts, selinux: true }).SecurityOpt).toContain('label=disable');
  });

  test('the user › this one, that of the image for root, and root inside of a rootless engine', () => {
    expect([
      containerUser('1000:1000', facts),
      containerUser('0:0', facts),
      containerUser(null, facts),
      containerUser('1000:1000', { rootless: true }),
    ]).toEqual(['1000:1000', '999:999', null, '0:0']);
  });
});

describe('a killed run', () => {
  const run = { container: 'c1', startedAt: '2026-11-22T12:00:00Z' };

  test('recorded, of another run, damaged and forgotten › only the recorded one is ours', async () => {
    const home = temporaryFolder();
    expect(isOwnKill(home, 'main', run)).toBe(false);
    await recordKill(home, 'main', run);
    expect([
      isOwnKill(home, 'main', run),
      isOwnKill(home, 'acme', run),
      isOwnKill(home, 'main', { ...run, startedAt: 'later' }),
      isOwnKill(home, 'main', { ...run, container: 'c2' }),
    ]).toEqual([true, false, false, false]);
    await forgetKill(home, 'main');
    await forgetKill(home, 'main');
    expect(isOwnKill(home, 'main', run)).toBe(false);
    const path = join(home, 'redis/desktop/kills/acme.json');
    mkdirSync(dirname(path), { recursive: true });
    for (const damage of ['{', 'null', '{"container":7}', '\0']) {
      writeFileSync(path, damage);
      expect(isOwnKill(home, 'acme', run), damage).toBe(false);
    }
  });
});

test('a packed tar › the same entries › is the same bytes, and is read back', async () => {
  const entries = [
    ['/data', { type: 'directory', mode: 0o755 }],
    ['/data/ü x', { type: 'file', mode: 0o600, content: Buffer.from([0, 1, 255]) }],
    ['/data/link', { type: 'link', mode: 0o600, target: '/data/ü x' }],
    ['/empty', { type: 'file', mode: 0o644, content: Buffer.alloc(0) }],
  ] as const;
  const tar = await packTar(entries);
  expect((await packTar(entries)).equals(tar)).toBe(true);
  const found: unknown[] = [];
  await readTar(
    [Readable.from([tar])],
    (header, content) => {
      found.push([header.name, header.type, header.mode, header.uid, header.linkname]);
      return header.type === 'file'
        ? (async () => {
            for await (const bytes of content) found.push(bytes);
          })()
        : null;
    },
    new AbortController().signal,
  );
  expect(found).toEqual([
    ['data', 'directory', 0o755, 0, null],
    ['data/ü x', 'file', 0o600, 0, null],
    Buffer.from([0, 1, 255]),
    ['data/link', 'link', 0o600, 0, 'data/ü x'],
    ['empty', 'file', 0o644, 0, null],
  ]);
});
