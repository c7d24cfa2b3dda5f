import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { withLinkAdvice } from './link-advice.ts';

const replica = (masterHost: string, link: 'up' | 'down' = 'down') =>
  ({ role: 'replica', masterHost, masterPort: 6379, link }) as const;
const closed = { runtime: CONTAINERS, outgoing: 'closed' } as const;
const own = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ address }) => !address.startsWith('127.') && address !== '::1')?.address;

test.each([
  ['another computer, closed', replica('192.0.2.1'), closed, /closed to outgoing traffic/],
  ['another computer, open', replica('192.0.2.1'), { ...closed, outgoing: 'open' as const }, null],
  ['another computer, unknown', replica('192.0.2.1'), { ...closed, outgoing: null }, null],
  ['another computer, a process', replica('192.0.2.1'), { runtime: PROGRAMS } as const, null],
  ['the link is up', replica('192.0.2.1', 'up'), closed, null],
  ['127.0.0.1', replica('127.0.0.1'), closed, /is the container itself/],
  ['an address of this computer', replica(own ?? '127.0.0.1'), closed, own ? null : /container itself/],
])('replication link advice › %s', (_, replication, entry, expected) => {
  const { advice } = withLinkAdvice('main', replication, entry);
  if (expected === null) expect(advice).toBeUndefined();
  else expect(advice).toMatch(expected);
});
