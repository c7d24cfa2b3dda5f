import { expect, it } from 'vitest';
import { someStatus } from '../../../../test/support/some-status.ts';
import type { Snapshot } from '../../live/snapshots.ts';
import { parseInfo } from '../../redis/info/info.ts';
import { createCollector } from './collector.ts';

const collector = () => createCollector(() => ({ closestMs: 0, furthestMs: 12_500 }));

function sample(seenAtMs: number, commands: number): Snapshot {
  const info = parseInfo(`run_id:a\r\nuptime_in_seconds:9\r\ntotal_commands_processed:${commands}\r\n`);
  const answer = {
    info,
    save: null,
    passwordSet: null,
    pingMs: 1,
    slowLogLength: 0,
    ownConnections: 0,
    infoBytes: Buffer.alloc(0),
  };
  return {
    startedAt: new Date(),
    at: new Date(),
    observations: [{ status: someStatus(), answer, failure: null, seenAtMs }],
  };
}

it('collector › two samples › rates cover the time between them', () => {
  const { take } = collector();
  expect(take(sample(1000, 50))?.[0]).toMatchObject({ sinceMs: 0, values: { commandsPerSecond: null } });
  expect(take(sample(6000, 100))?.[0]).toMatchObject({ sinceMs: 5000, values: { commandsPerSecond: 10 } });
});

it('collector › long pause, as after a suspend › leaves a gap', () => {
  const { take } = collector();
  take(sample(1000, 50));
  expect(take(sample(31_000, 3050))?.[0]).toMatchObject({ sinceMs: 0, values: { commandsPerSecond: null } });
  expect(take(sample(36_000, 3100))?.[0]).toMatchObject({ sinceMs: 5000, values: { commandsPerSecond: 10 } });
});
