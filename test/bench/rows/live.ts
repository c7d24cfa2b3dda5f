import { redisCli } from '../../support/redis-cli.ts';
import { installedMain } from '../installed.ts';
import type { Row } from '../row.ts';

const ticks = 4;

/** How many INFO calls an instance receives per tick while two views watch it. */
export const liveRows: readonly Row[] = [
  {
    name: 'live INFO calls per instance and tick',
    unit: 'calls',
    floor: null,
    goal: { max: 1 },
    async prepare() {
      const { home, services, dispose } = await installedMain('process');
      const infoCalls = async () =>
        Number(/cmdstat_info:calls=(\d+)/.exec(await redisCli(home.port, 'info', 'commandstats'))?.[1] ?? 0);
      return {
        async ours() {
          const end = new AbortController();
          const views = [services.live.statuses(250, end.signal), services.live.statuses(250, end.signal)];
          // Both deliver their first value immediately; ticks follow.
          await Promise.all(views.map((view) => view.next()));
          const before = await infoCalls();
          for (let tick = 0; tick < ticks; tick++) await Promise.all(views.map((view) => view.next()));
          const after = await infoCalls();
          end.abort();
          await Promise.all(views.map((view) => view.return(undefined)));
          // The first of our two calls is counted by the time of the second.
          return (after - before - 1) / ticks;
        },
        dispose,
      };
    },
  },
];
