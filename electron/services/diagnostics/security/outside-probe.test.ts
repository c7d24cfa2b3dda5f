import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { findProgram } from '../../../../test/runner/find-program.ts';
import { describeNeeding } from '../../../../test/support/needs.ts';
import { testUnless } from '../../../../test/support/skip-reason.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { probeFromOutside } from './outside-probe.ts';
import { outerAddresses } from './security-evidence.ts';

const run = promisify(execFile);
const LONG_MS = 20_000;

async function listener(host: string): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The first address of this computer that other computers could reach. */
const outer = outerAddresses().find((address) => !address.includes(':'));
const noAddress = outer === undefined ? 'this computer has no other address' : null;

test('outside probe › no address to try › unknown, and nothing is started', async () => {
  const replies = await probeFromOutside([{ address: '::1', port: 1 }], LONG_MS);
  expect(replies === null || replies[0] === null).toBe(true);
});

describeNeeding(['linux', 'root'], 'outside probe with a namespace', () => {
  testUnless(noAddress, 'outside probe › an open and a closed port › each as it is', async () => {
    const address = outer ?? '';
    const open = await listener('0.0.0.0');
    const loopback = await listener('127.0.0.1');
    const places = [open, loopback].map((port) => ({ address, port }));
    expect(await probeFromOutside([...places, { address: 'fe80::1', port: open }], LONG_MS)).toEqual([
      true,
      false,
      null,
    ]);
  });

  testUnless(
    noAddress ?? (findProgram('iptables') === null ? 'no iptables program on this machine' : null),
    'outside probe › a firewall that refuses other computers › no answer from outside, but from here',
    async () => {
      const port = await listener('0.0.0.0');
      const rule = ['INPUT', '-p', 'tcp', '--dport', String(port), '!', '-i', 'lo', '-j', 'REJECT'];
      await run('iptables', ['-w', '-I', ...rule]);
      onTestFinished(async () => {
        await run('iptables', ['-w', '-D', ...rule]);
      });
      expect(await probeFromOutside([{ address: outer ?? '', port }], LONG_MS)).toEqual([false]);
    },
  );

  test('outside probe › too little time › unknown, and no virtual cable is left', async () => {
    expect(await probeFromOutside([{ address: outer ?? '192.0.2.1', port: 1 }], 1)).toBeNull();
    const cables = async () => (await run('ip', ['-brief', 'link'])).stdout.match(/^vrd-\d+/gm) ?? [];
    await waitFor('the cable to be gone', async () => (await cables()).length === 0);
  });
});
