import { mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProgram } from '../runtimes/process/program.ts';
import { requireDataCommands } from './aof-commands.ts';
import { memoryLimit } from './memory-limit.ts';
import { networkIsolation } from './network-isolation.ts';
import { programRedis } from './program-redis.ts';
import { runProgram } from './run-program.ts';
import type { ScratchServer } from './scratch-server.ts';
import { untilReady } from './until-ready.ts';

const signal = new AbortController().signal;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scratch-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function withProgram(
  program: string,
  body: (server: ScratchServer, own: string) => Promise<void>,
  memoryBytes: number | null = null,
): Promise<void> {
  let own = '';
  const place = (path: string) => {
    own = path;
    return '';
  };
  const server = await runProgram({
    program,
    text: place,
    password: null,
    cwd: folder,
    overrides: () => [],
    memoryBytes,
  });
  try {
    await body(server, own);
  } finally {
    await server.close();
  }
}

/** A program that never opens its socket. */
async function hanging(): Promise<string> {
  const path = join(folder, 'redis-server');
  await writeFile(path, '#!/bin/sh\necho loading\nexec sleep 600\n', { mode: 0o755 });
  return path;
}

describe('scratch server', () => {
  it('a system with namespaces › has a network of its own', async ({ skip }) => {
    if ((await networkIsolation()).kind === 'none') skip();
    await withProgram('redis-server', async (server, own) => {
      await untilReady(server, { until: 'loaded', signal });
      const pid = (await readFile(join(own, 'pid'), 'utf8')).trim();
      expect(await readlink(`/proc/${pid}/ns/net`)).not.toBe(await readlink('/proc/self/ns/net'));
    });
  });

  it('makes no progress › ends with the reason', async () => {
    await withProgram(await hanging(), async (server) => {
      await expect(untilReady(server, { until: 'loaded', signal, stallMs: 300 })).rejects.toThrow('made no progress');
    });
  });

  it('uses more memory than it may › ends with the reason', async () => {
    const program = join(folder, 'redis-server');
    const slow = '#!/bin/sh\nexport own=$(dirname "$1")\necho $$ >"$own/pid"\nexec sleep 600\n';
    await writeFile(program, slow, { mode: 0o755 });
    await withProgram(
      program,
      async (server) => {
        await expect(untilReady(server, { until: 'loaded', signal })).rejects.toMatchObject({ code: 'START_FAILED' });
      },
      1024,
    );
  });

  it('its program ends › the reason is what it printed', async () => {
    const program = join(folder, 'redis-server');
    await writeFile(program, '#!/bin/sh\necho "Fatal error: no"\nexit 1\n', { mode: 0o755 });
    await withProgram(program, async (server) => {
      await expect(untilReady(server, { until: 'open', signal })).rejects.toThrow('Fatal error: no');
    });
  });
});

describe('scratch Redis', () => {
  it('an AOF with functions › loads its keys and saves them', async () => {
    const library = "#!lua name=own\nredis.register_function('own', function() return 1 end)";
    const text = aof(['SELECT', '0'], ['FUNCTION', 'LOAD', library], ['SET', 'a', '1'], ['SADD', 'b', 'x', 'y']);
    await writeFile(join(folder, 'appendonly.aof'), text);
    const path = (await findProgram(process.env.PATH)) ?? '';
    const redis = programRedis({ path, version: '7.0.15' }, memoryLimit(null));
    const files = { rdbFile: 'dump.rdb', aof: { folder: 'appendonlydir', name: 'appendonly.aof' }, databases: 16 };
    const server = await redis.open({ ...files, folder, signal });
    try {
      expect(server.loaded.keys).toBe(2);
      await server.save(10_000);
      expect((await readFile(join(folder, 'dump.rdb'))).subarray(0, 5).toString()).toBe('REDIS');
    } finally {
      await server.close();
    }
  });
});

const aof = (...lists: readonly (readonly string[])[]) =>
  lists
    .map((words) => `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`)
    .join('');

describe('AOF read before it is loaded', () => {
  const judge = async (text: string, from = 0) => {
    const path = join(folder, 'appendonly.aof');
    await writeFile(path, text);
    return requireDataCommands(path, from, signal);
  };

  it('data alone › is accepted, whatever its values contain', async () => {
    const value = aof(['MIGRATE', 'x']).repeat(200_000);
    await expect(
      judge(`#TS:1\r\n${aof(['select', '0'], ['SET', 'k', value], ['MULTI'], ['EXEC'])}`),
    ).resolves.toBeUndefined();
  });

  it('one command that is no data › is named, wherever a part of the file ends', async () => {
    for (const size of [1024 ** 2 - 40, 1024 ** 2 - 39, 1024 ** 2 - 20, 1024 ** 2 - 7, 1024 ** 2 - 1]) {
      const text = aof(['SET', 'k', 'v'.repeat(size)], ['migrate', '127.0.0.1', '6379', 'k']);
      await expect(judge(text)).rejects.toThrow('its AOF contains MIGRATE');
    }
  });

  it('behind an RDB › is read from its end', async () => {
    await expect(judge(`REDIS0011${aof(['EVAL', 'x', '0'])}`, 9)).rejects.toThrow('its AOF contains EVAL');
  });
});
