import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/contract/errors.ts';
import { fakeServer } from '../../../../test/support/fake-server.ts';
import { place } from '../../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { confPlaceOfFile } from '../../redis/conf/conf-place.ts';
import { effectiveConf, flattened } from '../../redis/conf/effective-conf.ts';
import { parseRedisConf } from '../../redis/conf/redis-conf.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import type { ScratchServer } from '../../scratch/scratch-server.ts';
import { type Peer, tryAccess } from './try-access.ts';
import { tryFile } from './try-file.ts';

// cspell:ignore maxmemori

const conf = (...lines: readonly string[]) => parseRedisConf(`${lines.join('\n')}\n`);
const remote: Peer = { isLocal: false, version: '7.0.15' };
const local: Peer = { isLocal: true, version: '7.0.15' };
const noAuth = new Error('NOAUTH Authentication required.');
const closed = async () => undefined;

/** A scratch server that accepts this password; null: it asks for none. `after` is its reply to INFO. */
function scratch(password: string | null, after?: Error): ScratchServer & { readonly tried: (string | null)[] } {
  const tried: (string | null)[] = [];
  return {
    tried,
    connect(given) {
      tried.push(given);
      const server = fakeServer();
      const isIn = password === null || given === password;
      if (!isIn) server.replies.PING = noAuth;
      if (!isIn) server.replies.EXISTS = noAuth;
      return {
        ...server.link,
        async call(ms, ...command) {
          if (after) throw after;
          if (!isIn) throw new LinkError(given === null ? 'password-required' : 'wrong-password', 'refused');
          return server.link.call(ms, ...command);
        },
      };
    },
    ...{
      link: () => null,
      call: async () => 'PONG',
      target: () => null,
      runInside: null,
      ended: new Promise(() => {}),
    },
    ...{
      output: async () => '',
      usage: async () => null,
      memoryBytes: null,
      ranOutOfMemory: () => false,
      close: closed,
    },
  };
}

describe('who can connect with a new file', () => {
  test('tryAccess › a password in the file › clients need it, and this app uses it', async () => {
    const server = scratch('s3cret');
    expect(await tryAccess(server, conf('requirepass s3cret'), local)).toEqual({ app: 'ok', clients: 'password' });
    expect(server.tried).toEqual([null, 's3cret']);
  });

  test('tryAccess › no password, from this computer › open', async () => {
    expect(await tryAccess(scratch(null), conf('port 6380'), local)).toEqual({ app: 'ok', clients: 'open' });
  });

  test.each([
    ['no password', [], remote, 'protected-mode'],
    ['bind, Redis 7', ['bind 0.0.0.0'], remote, 'protected-mode'],
    ['bind, Redis 6.2', ['bind 0.0.0.0'], { ...remote, version: '6.2.14' }, 'ok'],
    ['no bind, Redis 6.2', [], { ...remote, version: '6.2.14' }, 'protected-mode'],
    ['bind, an unknown version', ['bind 0.0.0.0'], { ...remote, version: null }, 'protected-mode'],
    ['protected mode is off', ['protected-mode no'], remote, 'ok'],
    ['written in capitals', ['protected-mode NO'], remote, 'ok'],
  ] as const)('tryAccess › from another host, %s › %s', async (_, lines, peer, app) => {
    const access = await tryAccess(scratch(null), conf(...lines), peer);
    expect(access.app).toBe(app);
    expect(access.clients).toBe(app === 'ok' ? 'open' : 'refused');
  });

  test('tryAccess › an ACL needs another password than the file has › this app is locked out', async () => {
    expect(await tryAccess(scratch('other'), conf('port 6380'), local)).toEqual({
      ...{ app: 'password-required', clients: 'password' },
    });
    expect(await tryAccess(scratch('other'), conf('requirepass s3cret'), local)).toEqual({
      ...{ app: 'wrong-password', clients: 'password' },
    });
  });

  test.each([
    [new LinkError('no-permission', 'NOPERM'), 'no-permission'],
    [new AppError('COMMAND_UNAVAILABLE', 'INFO is renamed.', { command: 'INFO' }), 'command-unavailable'],
  ] as const)('tryAccess › INFO fails with %s › %s', async (after, app) => {
    expect((await tryAccess(scratch(null, after), conf('port 6380'), local)).app).toBe(app);
  });

  test('tryAccess › any other failure › is thrown, not taken for a lockout', async () => {
    const lost = new LinkError('other', 'The server closed the connection.');
    await expect(tryAccess(scratch(null, lost), conf('port 6380'), local)).rejects.toBe(lost);
  });

  test('tryAccess › only redis-cli in its container reaches it › by PING', async () => {
    const inside = (call: () => Promise<unknown>): ScratchServer => ({ ...scratch(null), connect: () => null, call });
    expect(
      await tryAccess(
        inside(async () => 'PONG'),
        conf(),
        local,
      ),
    ).toEqual({ app: 'ok', clients: 'open' });
    const refused = inside(() => Promise.reject(new LinkError('password-required', 'NOAUTH')));
    expect(await tryAccess(refused, conf(), local)).toEqual({ app: 'password-required', clients: 'password' });
    expect(await tryAccess(refused, conf('requirepass x'), local)).toEqual({ app: 'ok', clients: 'password' });
    const unknown = inside(() => Promise.reject(new Error('ERR unknown command')));
    expect((await tryAccess(unknown, conf(), local)).clients).toBe('open');
  });
});

describe('what Redis says to a new file', () => {
  /** Tries a file with a program that prints this and ends, as redis-server does. */
  async function tried(
    text: string,
    said: string | ((lineOf: (text: string) => number) => string),
    folder = temporaryFolder(),
  ) {
    const file = place(join(folder, 'redis.conf'), text);
    const parsed = flattened(effectiveConf(parseRedisConf(text), confPlaceOfFile(file)));
    const lineOf = (text: string) => parsed.lines.findIndex((line) => line.text === text) + 1;
    const output = typeof said === 'string' ? said : said(lineOf);
    const program = place(
      join(folder, 'redis-server'),
      `#!/bin/sh\ncp "$1" "${folder}/given.conf"\ncat >&2 <<'SAID'\n${output}\nSAID\nexit 1\n`,
    );
    chmodSync(program, 0o755);
    const signal = new AbortController().signal;
    const failure = await tryFile({ program, cwd: folder, conf: parsed, peer: local, signal }).then(
      () => null,
      (error: AppError<'BAD_VALUE'>) => error,
    );
    return { failure, given: () => readFileSync(join(folder, 'given.conf'), 'utf8') };
  }
  const rejected = (number: number, line: string, reason: string) =>
    `*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***\nReading the configuration file, at line ${number}\n>>> '${line}'\n${reason}`;

  test('tryFile › a wrong value › the line, the directive and the reason of Redis', async () => {
    const { failure } = await tried('port 6380\nhz fast\n', rejected(2, 'hz fast', 'argument must be a number.'));
    expect(failure).toMatchObject({ code: 'BAD_VALUE' });
    expect(failure?.message).toBe('Redis rejects line 2 (hz): argument must be a number. Nothing was changed.');
  });

  test('tryFile › a secret in the rejected line › is not repeated', async () => {
    const { failure } = await tried(
      'requirepass s3cret extra\n',
      rejected(1, 'requirepass s3cret extra', 'wrong number of arguments'),
    );
    expect(failure?.message).toContain('line 1 (requirepass): wrong number of arguments');
    expect(failure?.message).not.toContain('s3cret');
  });

  test('tryFile › the line is in an included file › names that file and its own line', async () => {
    const folder = temporaryFolder();
    const extra = place(join(folder, 'extra.conf'), '# a comment\nhz fast\n');
    const { failure } = await tried(
      `port 6380\ninclude ${extra}\n`,
      (lineOf) => rejected(lineOf('hz fast'), 'hz fast', 'argument must be a number'),
      folder,
    );
    expect(failure?.message).toContain(`line 2 of ${extra} (hz)`);
  });

  test('tryFile › Redis 8 only logs an unknown directive › the line is found', async () => {
    const { failure } = await tried(
      'port 6380\nmaxmemori 100mb\n',
      "# Unresolved Configuration(s) Detected:\n>>> 'maxmemori 100mb'",
    );
    expect(failure?.message).toBe(
      'Redis rejects line 2 (maxmemori): neither Redis nor a loaded module has this directive. Nothing was changed.',
    );
  });

  test('tryFile › Redis ends for another reason › its words', async () => {
    const { failure } = await tried(
      'port 6380\n',
      "1:M 20 Nov 2026 10:00:00.000 # Can't open the log file: Permission denied",
    );
    expect(failure?.message).toBe(
      "Redis does not start with the new file: Can't open the log file: Permission denied. Nothing was changed.",
    );
  });

  test('tryFile › the trial › gets the same lines, with its own folder, socket and no port', async () => {
    const folder = temporaryFolder();
    const { given } = await tried(`port 6380\ndir ${folder}\nunixsocket /run/own.sock\ntimeout 60\n`, 'no', folder);
    expect(given()).toContain('timeout 60');
    expect(given()).not.toContain('/run/own.sock');
    expect(given()).not.toMatch(new RegExp(`^dir ${folder}$`, 'm'));
    expect(
      parseRedisConf(given()).lines.findLast(({ directive }) => directive?.name === 'port')?.directive?.args,
    ).toEqual(['0']);
  });

  test('tryFile › ended › leaves no file of the trial, which may hold a password', async () => {
    const folder = temporaryFolder();
    await tried('requirepass s3cret\n', 'no', folder);
    expect(readdirSync(folder).sort()).toEqual(['given.conf', 'redis-server', 'redis.conf']);
  });
});
