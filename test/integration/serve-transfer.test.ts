import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import type { Services } from '../../electron/services/services.ts';
import { backup } from '../../shared/contract/backup.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { startServices } from '../support/start-services.ts';
import { openView, type RunningView } from '../support/view-server.ts';
import { waitFor } from '../support/wait-for.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

const OWN = { 'Content-Type': 'application/octet-stream' };

function post(view: RunningView, path: string, body: Buffer | Readable, headers: OutgoingHttpHeaders): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port: view.port, path, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    asked.on('error', reject);
    Readable.from(body instanceof Buffer ? [body] : body).pipe(asked);
  });
}

const known = (view: RunningView) => ({ Cookie: view.cookie, Origin: view.origin });

async function send(view: RunningView, name: string, body: Buffer, upload?: string): Promise<string> {
  const query = new URLSearchParams({ name, ...(upload && { upload }) });
  const headers = { ...known(view), ...OWN, 'Content-Length': body.length };
  const answer = await post(view, `/upload?${query}`, body, headers);
  expect(answer).toMatchObject({ status: 201 });
  return JSON.parse(answer.body).upload;
}

const uploadsOf = async ({ environment }: Services) => {
  const folder = join(environment.home, 'redis', 'desktop', 'uploads');
  return existsSync(folder) ? await readdir(folder) : [];
};

describeNeeding(['redis', 'posix'], 'file transfer of the web UI', () => {
  it('download, upload and import › verified, and nothing of the upload remains', async () => {
    const { home, services, backUp, done } = await useBackupHome();
    await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
    await backUp('first');
    const view = await openView({ services });
    const fetched = await fetch(`${view.origin}/download?instance=main&name=first`, {
      headers: { Cookie: view.cookie },
    });
    expect(fetched.headers.get('content-disposition')).toBe('attachment; filename="first.redis-backup"');
    const file = Buffer.from(await fetched.arrayBuffer());
    expect(file.length).toBe(Number(fetched.headers.get('content-length')));
    const exported = await mkdtemp(join(tmpdir(), 'vrooli-export-'));
    onTestFinished(() => rm(exported, { recursive: true, force: true }));
    await done(services.backups.export('main', 'first', exported));
    expect(file.equals(await readFile(join(exported, 'first.redis-backup')))).toBe(true);

    const upload = await send(view, 'from afar.redis-backup', file);
    const imported = backup.parse(await done(services.transfers.import('main', upload)));
    expect(imported).toMatchObject({ name: 'from-afar', reason: 'imported', keys: 2, proof: { ok: true } });
    await waitFor('what was sent to be removed', async () => (await uploadsOf(services)).length === 0);
    await expect(services.transfers.import('main', upload)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    // A dump and the old scripts' description of it, one after the other.
    const dump = await readFile(join(home.path, 'redis/backups/first.rdb'));
    const info = {
      name: 'old',
      created: '2024-02-03T04:05:06Z',
      redis_version: '7.0.15',
      redis_config: { port: 6380 },
    };
    const pair = await send(view, 'old.rdb', dump);
    expect(await send(view, 'old.info', Buffer.from(JSON.stringify(info)), pair)).toBe(pair);
    expect(await done(services.transfers.import('main', pair, 'of-2024'))).toMatchObject({
      name: 'of-2024',
      createdAt: '2024-02-03T04:05:06.000Z',
    });
    await waitFor('what was sent to be removed', async () => (await uploadsOf(services)).length === 0);
  });

  it('upload that is no backup › refused by its local name, and removed', async () => {
    const { services } = await useBackupHome();
    const view = await openView({ services });
    const upload = await send(view, 'page.rdb', Buffer.from('<!doctype html>'));
    await expect(services.transfers.import('main', upload)).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
      message: expect.stringMatching(/^page\.rdb cannot be imported/),
    });
    expect(await uploadsOf(services)).toEqual([]);
    const kept = await send(view, 'dump.rdb', Buffer.from('REDIS0010'));
    await services.transfers.discard(kept);
    expect(await uploadsOf(services)).toEqual([]);
    await send(view, 'dump.rdb', Buffer.from('REDIS0010'));
    await services.transfers.close();
    expect(await uploadsOf(services)).toEqual([]);
  });

  it('foreign page, or a name with a path › refused', async () => {
    const { services, home, backUp } = await useBackupHome();
    await redisCli(home.port, 'set', 'a', '1');
    await backUp('first', { verify: false });
    const view = await openView({ services });
    const body = Buffer.from('REDIS0010');
    const full = { ...known(view), ...OWN, 'Content-Length': body.length };
    const without = (...names: (keyof typeof full)[]) =>
      Object.fromEntries(Object.entries(full).filter(([name]) => !names.some((one) => one === name)));
    const tries: readonly (readonly [number, string, OutgoingHttpHeaders])[] = [
      [403, 'dump.rdb', without('Origin')],
      [403, 'dump.rdb', { ...full, Origin: 'https://elsewhere.example' }],
      [401, 'dump.rdb', without('Cookie')],
      [400, 'dump.rdb', { ...full, 'Content-Type': 'text/plain' }],
      [400, 'dump.rdb', without('Content-Length')],
      [400, '../../dump.rdb', full],
      [400, '..', full],
      [400, 'a\0b', full],
      [400, '', full],
      [400, 'x'.repeat(300), full],
      [507, 'dump.rdb', { ...full, 'Content-Length': 200 * 1024 ** 3 }],
      [400, 'dump.rdb', { ...full, 'Content-Length': 300 * 1024 ** 3 }],
    ];
    for (const [status, name, headers] of tries) {
      const query = new URLSearchParams({ name });
      expect([name, (await post(view, `/upload?${query}`, body, headers)).status]).toEqual([name, status]);
    }
    expect((await post(view, '/upload?name=a&upload=none', body, full)).status).toBe(404);
    const get = async (query: string, headers: Record<string, string>) =>
      (await fetch(`${view.origin}/download?${query}`, { headers })).status;
    const cookie = { Cookie: view.cookie };
    expect(await get('instance=main&name=first', {})).toBe(401);
    expect(await get('instance=main&name=first', { ...cookie, Origin: 'https://elsewhere.example' })).toBe(403);
    expect(await get('instance=main&name=none', cookie)).toBe(404);
    expect(await get('instance=../x&name=first', cookie)).toBe(400);
    expect(await get('instance=main&name=../../data/dump', cookie)).toBe(400);
    expect(await uploadsOf(services)).toEqual([]);
  });

  it('interrupted upload, or one of a dead process › removed immediately, or at the next start', async () => {
    const { services } = await useBackupHome();
    const view = await openView({ services });
    const headers = { ...known(view), ...OWN, 'Content-Length': 1024 * 1024 };
    const asked = httpRequest({
      host: '127.0.0.1',
      port: view.port,
      path: '/upload?name=dump.rdb',
      method: 'POST',
      headers,
    });
    asked.on('error', () => undefined);
    asked.write(Buffer.alloc(64 * 1024));
    await waitFor('the upload to begin', async () => (await uploadsOf(services)).length === 1);
    asked.destroy();
    await waitFor('what was cut off to be removed', async () => (await uploadsOf(services)).length === 0);

    const left = join(services.environment.home, 'redis', 'desktop', 'uploads', '999999999-left');
    await rm(left, { recursive: true, force: true });
    const { mkdir } = await import('node:fs/promises');
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'dump.rdb'), 'REDIS');
    const next = await startServices({
      env: process.env.VROOLI_HOME ? process.env : { VROOLI_HOME: services.environment.home },
      client: 'browser',
    });
    await next.close();
    expect(existsSync(left)).toBe(false);
  });
});
