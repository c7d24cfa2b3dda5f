import { isDeepStrictEqual } from 'node:util';
import { act } from '@testing-library/react';
import { afterEach } from 'vitest';
import { liveStatuses, startLive } from '../../../renderer/client/live.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { waitFor } from '../wait-for.ts';
import { core } from './fake-core.ts';

let stop: (() => void) | undefined;

/** In the form of the message channel. */
const plain = (items: readonly InstanceStatus[]): unknown => JSON.parse(JSON.stringify(items));

/** Shows these instances like the live stream of the core: one poll, then the stream stays open. */
export async function showStatuses(...items: readonly InstanceStatus[]): Promise<void> {
  stop?.();
  core.reply({
    live: {
      statuses: async function* () {
        yield { at: '2026-11-20T10:00:00.000Z', items: [...items] };
        await new Promise(() => undefined);
      } as never,
    },
  });
  await act(async () => {
    stop = startLive();
    // Not those of an earlier test, which may have the same ids.
    await waitFor('the live statuses', () => isDeepStrictEqual(plain(liveStatuses()), plain(items)));
  });
}

afterEach(() => {
  stop?.();
  stop = undefined;
});
