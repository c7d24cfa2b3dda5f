import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, Server } from 'node:net';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { deadPid } from '../../../test/support/dead-pid.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { identifyProcess } from '../platform/process/process-identity.ts';
import { freePorts, isListening, isPortFree, nextFreePort } from './free-ports.ts';
import { holderName, portHolder, stopAdvice } from './port-holder.ts';
import { portOwner } from './port-owner.ts';
import { createPortRegistry, portRegistryPath } from './port-registry.ts';

const range = { start: 32_330, end: 32_334 };
const nothing = { owned: new Map<number, string>(), published: new Set<number>() };
const none = async () => nothing;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(port = 0): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const entries = (home: string): Record<string, { owner: string; state: string; since: string; by?: object }> =>
  JSON.parse(readFileSync(portRegistryPath(home), 'utf8'));

describe('ports of this computer', () => {
  test('a port › in use, free, and listening', async () => {
    const port = await listening();
    expect([await isPortFree(port), await isListening(port)]).toEqual([false, true]);
    servers.splice(0).forEach((server) => {
      server.close();
    });
    expect([await isPortFree(port), await isListening(port)]).toEqual([true, false]);
  });

  test.runIf(process.platform === 'linux')(
    'ports that are asked for › nothing is bound, so a server that starts there meanwhile does not fail',
    async () => {
      const port = await listening();
      const listen = vi.spyOn(Server.prototype, 'listen');
      onTestFinished(() => listen.mockRestore());
      expect(await isPortFree(port + 1)).toBe(true);
      expect(await freePorts(port, port + 1, new Set())).toEqual([port + 1]);
      expect(await nextFreePort(port, port + 1, new Set())).toBe(port + 1);
      expect(listen).not.toHaveBeenCalled();
    },
  );

  test('a port on every address, or on another one › used, or free', async () => {
    const on = async (host: string) => {
      const server = createServer();
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, host, resolve));
      return isPortFree((server.address() as AddressInfo).port);
    };
    expect([await on('0.0.0.0'), await on('127.0.0.1')]).toEqual([false, false]);
    if (process.platform === 'linux') expect(await on('127.0.0.2')).toBe(true);
  });

  test('the next free port › skips reserved and used ones; a full range has none', async () => {
    await listening(range.start + 1);
    const reserved = new Set([range.start, range.start + 2]);
    expect(await nextFreePort(range.start, range.end, reserved)).toBe(range.start + 3);
    expect(await freePorts(range.start, range.end, reserved)).toEqual([range.start + 3, range.start + 4]);
    expect(await nextFreePort(range.start, range.start + 2, reserved)).toBeNull();
    expect(await freePorts(range.end, range.end, new Set())).toEqual([range.end]);
  });

  test.runIf(process.platform === 'linux')(
    'the program at a port › of this user is named, and an instance comes first',
    async () => {
      const port = await listening();
      expect(await portOwner(port)).toMatch(new RegExp(`\\(pid ${process.pid}\\)$`));
      expect(await portOwner(1)).toBeNull();
      const program = await portHolder(port, new Map());
      expect(holderName(program)).toContain(`pid ${process.pid}`);
      const instance = await portHolder(port, new Map([[port, 'acme']]));
      expect([holderName(instance), stopAdvice(instance), stopAdvice(program)]).toEqual([
        'the instance acme',
        'Stop acme',
        'Stop that program',
      ]);
      expect(holderName({ kind: 'program', name: null })).toBe('a program of another user');
    },
  );
});

describe('port registry', () => {
  test('a wanted port › of another owner, of a container or in use › is refused with the next free one', async () => {
    const registry = createPortRegistry(temporaryFolder(), range);
    await listening(range.start);
    const taken = async () => ({ owned: new Map([[range.start + 1, 'acme']]), published: new Set([range.start + 2]) });
    for (const [port, by] of [
      [range.start, expect.stringContaining('pid')],
      [range.start + 1, 'acme'],
      [range.start + 2, null],
    ] as const) {
      await expect(registry.reserve('b', port, taken), String(port)).rejects.toMatchObject({
        code: 'PORT_TAKEN',
        data: { port, by, free: range.start + 3 },
      });
    }
    expect(await registry.reserve('acme', range.start + 1, taken)).toBe(range.start + 1);
    expect(await registry.reserve('b', null, taken)).toBe(range.start + 3);
  });

  test('a full range › says so, and a later release makes room', async () => {
    const registry = createPortRegistry(temporaryFolder(), { start: range.start, end: range.start + 1 });
    expect([await registry.reserve('a', null, none), await registry.reserve('b', null, none)]).toEqual([
      range.start,
      range.start + 1,
    ]);
    await expect(registry.reserve('c', null, none)).rejects.toMatchObject({ code: 'NO_FREE_PORT' });
    await registry.release('a');
    expect(await registry.reserve('c', null, none)).toBe(range.start);
  });

  test('an owner that reserves again › has one port', async () => {
    const home = temporaryFolder();
    const registry = createPortRegistry(home, range);
    await registry.reserve('a', range.start, none);
    await registry.reserve('a', range.start + 2, none);
    expect(Object.keys(entries(home))).toEqual([String(range.start + 2)]);
  });

  test('a reservation of a process that died › is free; one of a living process is not', async () => {
    const home = temporaryFolder();
    const own = await identifyProcess(process.pid);
    const reserved = (owner: string, by: object) => ({
      owner,
      since: '2026-11-22T12:00:00.000Z',
      state: 'reserved',
      by,
    });
    writeFileSync(
      portRegistryPath(home),
      JSON.stringify({
        [range.start]: reserved('dead', { pid: deadPid(), began: '1' }),
        [range.start + 1]: reserved('alive', { ...own }),
        [range.start + 2]: { owner: 'stopped', since: '2026-11-22T12:00:00.000Z', state: 'stopped' },
      }),
    );
    const registry = createPortRegistry(home, range);
    expect([await registry.reserve('x', null, none), await registry.reserve('y', null, none)]).toEqual([
      range.start,
      range.start + 3,
    ]);
    expect(
      Object.values(entries(home))
        .map(({ owner }) => owner)
        .sort(),
    ).toEqual(['alive', 'stopped', 'x', 'y']);
  });

  test('a running instance › keeps the time of its reservation, and an unchanged entry writes nothing', async () => {
    const home = temporaryFolder();
    const registry = createPortRegistry(home, range);
    await registry.reserve('a', range.start, none);
    const { since } = entries(home)[range.start] ?? {};
    await registry.enter('a', range.start, 'running');
    expect(entries(home)).toEqual({ [range.start]: { owner: 'a', since, state: 'running' } });
    const before = statSync(portRegistryPath(home)).ino;
    await registry.enter('a', range.start, 'running');
    expect(statSync(portRegistryPath(home)).ino).toBe(before);
    await registry.enter('a', range.start + 1, 'stopped');
    expect(Object.keys(entries(home))).toEqual([String(range.start + 1)]);
  });

  test('a damaged file › is kept under another name, and the registry works', async () => {
    for (const damage of ['{', '[]', '{"x":{}}', '{"7000":{"owner":1}}', '']) {
      const home = temporaryFolder();
      writeFileSync(portRegistryPath(home), damage);
      expect(await createPortRegistry(home, range).reserve('a', null, none)).toBe(range.start);
      const kept = readdirSync(home).find((name) => name.startsWith(`${basename(portRegistryPath(home))}.damaged-`));
      expect(readFileSync(join(home, kept ?? 'none'), 'utf8'), damage).toBe(damage);
    }
  });

  test('the last release › removes the file, and a failed reservation leaves no lock', async () => {
    const home = temporaryFolder();
    const registry = createPortRegistry(home, range);
    await registry.enter('a', range.start, 'running');
    await registry.release('a');
    await registry.release('nobody');
    await expect(registry.reserve('b', null, () => Promise.reject(new Error('Docker is gone')))).rejects.toThrow(
      'Docker is gone',
    );
    expect(readdirSync(home)).toEqual([]);
    expect(await registry.reserve('b', null, none)).toBe(range.start);
  });

  test('several registries, as of several processes › give every owner its own port', async () => {
    const home = temporaryFolder();
    const wide = { start: 32_340, end: 32_359 };
    const owners = Array.from({ length: 12 }, (_, index) => `t${index}`);
    const ports = await Promise.all(owners.map((owner) => createPortRegistry(home, wide).reserve(owner, null, none)));
    expect(new Set(ports).size).toBe(owners.length);
  });

  test('a home that is a file › is an error, not an endless wait', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    await expect(createPortRegistry(path, range).reserve('a', null, none)).rejects.toThrow();
  });
});
