import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../test/support/ports.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import { diskChecks, foreignListenerChecks } from './machine-checks.ts';

test('ports › another program at the port of a stopped instance › is named', async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const stopped = { ...someStatus('acme'), state: 'stopped' as const, problem: null, port };
  const other = await freePort();
  const [check] = await foreignListenerChecks([stopped], other);
  const owner = process.platform === 'linux' ? `(pid ${process.pid})` : 'another user';
  expect(check).toMatchObject({ id: 'port-acme', level: 'fail', detail: expect.stringContaining(owner) });
  expect(await foreignListenerChecks([{ ...stopped, state: 'running' }], other)).toEqual([]);
  const main = await foreignListenerChecks([], port);
  expect(main).toMatchObject([{ id: 'port-main', level: 'warn', detail: expect.stringContaining(owner) }]);
  // A tenant of this app, which the installation names itself.
  expect(await foreignListenerChecks([{ ...stopped, state: 'running' }], port)).toEqual([]);
});

test('ports › nothing listens at the port of a stopped instance › no check', async () => {
  const stopped = { ...someStatus('acme'), state: 'stopped' as const, problem: null, port: await freePort() };
  expect(await foreignListenerChecks([stopped], await freePort())).toEqual([]);
});

test('disk › the disk of a folder › its free space', async () => {
  expect(await diskChecks(tmpdir())).toMatchObject([{ id: 'disk', detail: expect.stringMatching(/free on the disk/) }]);
});
