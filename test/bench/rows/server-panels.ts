import type { MetricsTick } from '../../../electron/services/metrics/metrics.ts';
import { createRedisLink } from '../../../electron/services/redis/connection/redis-link.ts';
import { redisCli } from '../../support/redis-cli.ts';
import { benchServices } from '../installed.ts';
import type { Row } from '../row.ts';

/** Three simulated minutes at the usual interval. */
const TICKS = 36;
const INTERVAL_MS = 5000;
/** The work of other programs between two samples: new commands, slow log entries and connections to record. */
const BUSY = "for i = 1, 200 do redis.call('set', 'bench:' .. i, i) redis.call('get', 'bench:' .. i) end";

/**
 * The share of a core that recording one instance's panels takes: reading the slow log, adding up commands, listing
 * clients and writing all of it. Without the INFO of the sample, which the charts need anyway.
 */
const recordRow: Row = {
  name: 'server panels recorded, CPU for one instance at 5 s',
  unit: '%',
  floor: null,
  goal: { max: 0.1 },
  async prepare() {
    const { home, services, dispose } = await benchServices({ docker: false });
    await services.operations.settled((await services.instances.install({ runtime: 'process' })).id);
    await redisCli(home.port, 'config', 'set', 'slowlog-log-slower-than', '20');
    const link = createRedisLink({ host: '127.0.0.1', port: home.port, password: null });
    let send: (tick: MetricsTick) => void = () => undefined;
    let at = Date.now();
    return {
      async ours() {
        const end = services.server.record({
          onTick(listener) {
            send = listener;
            return () => undefined;
          },
        });
        let usedUsec = 0;
        for (let tick = 0; tick < TICKS; tick += 1) {
          await redisCli(home.port, 'eval', BUSY, '0');
          const { info } = await link.ask(5000);
          at += INTERVAL_MS;
          const time = new Date(at);
          const before = process.cpuUsage();
          send({
            startedAt: time,
            at: time,
            statuses: [],
            samples: [],
            info: new Map([['main', info]]),
            recording: true,
          });
          await services.server.readSlowLog('main', link, info.get('run_id') ?? '');
          // Waits for the last tick, so that the next one is not skipped.
          await new Promise((resolve) => setTimeout(resolve, 20));
          const { user, system } = process.cpuUsage(before);
          usedUsec += user + system;
        }
        await end();
        return (usedUsec / 1000 / (TICKS * INTERVAL_MS)) * 100;
      },
      async dispose() {
        link.close();
        await dispose();
      },
    };
  },
};

export const serverPanelRows: readonly Row[] = [recordRow];
