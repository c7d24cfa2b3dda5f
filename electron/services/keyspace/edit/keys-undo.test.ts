import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fakeRuntime, someEntry } from '../../../../test/support/fake-runtime.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { keysUndoHandler } from './keys-undo.ts';
import { createUndoPack, foundUndoPacks } from './undo-pack.ts';

describe('the undo of an interrupted restore', () => {
  /** A server that closes every connection, as a killed one does before its process is gone. */
  async function useEndingServer() {
    const home = temporaryFolder();
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const running = someEntry('main', { address: { host: '127.0.0.1', port: address.port } });
    const programs = fakeRuntime(PROGRAMS, [running]);
    const pack = await createUndoPack(home, 'main');
    const before = { dump: null, expireAtMs: -1 };
    await pack.add([{ database: 0, key: Buffer.from('key'), before, after: { kind: 'unknown' } }]);
    const handler = keysUndoHandler(home, { process: programs, docker: fakeRuntime(CONTAINERS) });
    const configFile = join(home, 'redis.conf');
    const entry = { type: 'keys', id: 'main', runtime: PROGRAMS, configFile, undoPack: pack.id } as const;
    const undo = (whole: boolean) => handler.undo({ ...entry, whole }, () => undefined);
    return { home, programs, undo };
  }

  test.each([
    [true, 'later'],
    [false, 'completed'],
  ] as const)(
    'the server ends while it is undone, whole: %s › %s, so that it can be started',
    async (whole, outcome) => {
      const { home, programs, undo } = await useEndingServer();
      const undoing = undo(whole);
      setTimeout(() => {
        programs.entries = [someEntry('main', { state: 'stopped' })];
      }, 100);
      expect(await undoing).toBe(outcome);
      expect(await foundUndoPacks(home)).toMatchObject([{ isOpen: whole, waits: whole }]);
    },
  );

  test('the server closes connections and keeps running › the failure', async () => {
    const { undo } = await useEndingServer();
    await expect(undo(true)).rejects.toMatchObject({ code: 'NOT_RUNNING' });
  });
});
