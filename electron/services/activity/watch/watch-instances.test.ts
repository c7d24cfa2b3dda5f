import { expect, it } from 'vitest';
import { someStatus } from '../../../../test/support/some-status.ts';
import type { MetricsTick } from '../../metrics/metrics.ts';
import { watchInstances } from './watch-instances.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

type Sample = Pick<MetricsTick, 'startedAt' | 'at' | 'statuses'>;

/** Main stopped and then running. */
const started: readonly Sample[] = [
  { startedAt: at(0), at: at(9), statuses: [someStatus('main', { state: 'stopped', uptimeSeconds: null })] },
  { startedAt: at(10), at: at(11), statuses: [someStatus('main', { state: 'running', uptimeSeconds: 3 })] },
];

/** Sends samples to the recorder of external events. @param own an operation of this app @returns the recorded events */
async function recorded(
  own: { readonly kind: string; readonly endedAt: Date },
  samples: readonly Sample[] = started,
): Promise<readonly { readonly kind: string; readonly detail: string | null }[]> {
  const events: { kind: string; detail: string | null }[] = [];
  let send: (tick: MetricsTick) => void = () => undefined;
  const deps = {
    activity: {
      record: async ({ kind, detail }: (typeof events)[number]) => void events.push({ kind, detail }),
      list: async ({ from }: { readonly from?: string }) => ({
        items: own.endedAt >= new Date(from ?? 0) ? [own] : [],
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
  for (const sample of samples) {
    send({ ...tick, ...sample });
    await new Promise(setImmediate);
  }
  await stop();
  return events;
}

it('external events › start by this app ends while a slow sample is read › not recorded as external', async () => {
  expect(await recorded({ kind: 'start', endedAt: at(7) })).toEqual([]);
});

it('external events › start by this app long before › recorded as external', async () => {
  expect(await recorded({ kind: 'start', endedAt: at(-60) })).toMatchObject([{ kind: 'started-outside' }]);
});

it('external events › a move to another machine, where the server has just started › not recorded as external', async () => {
  const samples = [
    { startedAt: at(0), at: at(1), statuses: [someStatus('main', { uptimeSeconds: 900 })] },
    { startedAt: at(5), at: at(6), statuses: [someStatus('main', { uptimeSeconds: 3 })] },
  ];
  expect(await recorded({ kind: 'move-client', endedAt: at(4) }, samples)).toEqual([]);
  expect(await recorded({ kind: 'backup', endedAt: at(4) }, samples)).toMatchObject([{ kind: 'started-outside' }]);
});

it('external events › two machines are lost, one after the other › each is recorded, and each that is back', async () => {
  const lost = { code: 'ENGINE_UNREACHABLE', message: 'No route.', fix: null, since: null } as const;
  const on = (engine: string, isLost: boolean) =>
    someStatus(engine, { engine, state: isLost ? 'unhealthy' : 'running', problem: isLost ? lost : null });
  const samples = [
    [true, false],
    [true, true],
    [false, true],
    [false, false],
  ].map(([a = false, b = false], index) => {
    return { startedAt: at(index), at: at(index), statuses: [on('node1', a), on('node2', b)] };
  });
  expect(await recorded({ kind: 'backup', endedAt: at(-60) }, samples)).toEqual([
    { kind: 'engine-lost', detail: 'No route.' },
    { kind: 'engine-lost', detail: 'No route.' },
    { kind: 'engine-back', detail: 'node1 was unreachable for 2 s.' },
    { kind: 'engine-back', detail: 'node2 was unreachable for 2 s.' },
  ]);
});
