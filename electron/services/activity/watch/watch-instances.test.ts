import { expect, it } from 'vitest';
import { someStatus } from '../../../../test/support/some-status.ts';
import type { MetricsTick } from '../../metrics/metrics.ts';
import { watchInstances } from './watch-instances.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

/** Sends two samples, main stopped and then running, to the recorder of external events. @returns their kinds */
async function recorded(start: { readonly endedAt: Date }): Promise<readonly string[]> {
  const kinds: string[] = [];
  let send: (tick: MetricsTick) => void = () => undefined;
  const deps = {
    activity: {
      record: async ({ kind }: { readonly kind: string }) => void kinds.push(kind),
      list: async ({ from }: { readonly from?: string }) => ({
        items: start.endedAt >= new Date(from ?? 0) ? [{ kind: 'start' }] : [],
      }),
    },
    operations: { list: async () => [] },
    watchRuntimes: () => () => undefined,
  };
  const stop = watchInstances(deps as unknown as Parameters<typeof watchInstances>[0], {
    onTick(listener) {
      send = listener;
      return () => undefined;
    },
  });
  const tick = { samples: [], info: new Map(), recording: true };
  const samples = [
    { startedAt: at(0), at: at(9), statuses: [someStatus('main', { state: 'stopped', uptimeSeconds: null })] },
    { startedAt: at(10), at: at(11), statuses: [someStatus('main', { state: 'running', uptimeSeconds: 3 })] },
  ];
  for (const sample of samples) {
    send({ ...tick, ...sample });
    await new Promise(setImmediate);
  }
  await stop();
  return kinds;
}

it('external events › start by this app ends while a slow sample is read › not recorded as external', async () => {
  expect(await recorded({ endedAt: at(7) })).toEqual([]);
});

it('external events › start by this app long before › recorded as external', async () => {
  expect(await recorded({ endedAt: at(-60) })).toEqual(['started-outside']);
});
