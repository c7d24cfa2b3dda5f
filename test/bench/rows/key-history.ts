import { createServices } from '../../../electron/services/create-services.ts';
import { createTestHome } from '../../support/test-home.ts';
import { benchClient } from '../bench-client.ts';
import { type Row, timed } from '../row.ts';

const BACKUPS = 30;
const KEYS = 50_000;

const FILL = `for i = 1, ${KEYS} do redis.call('SET', 'user:' .. i .. ':profile', ARGV[1] .. i) end`;

/** One key over many backups, all of them indexed. */
export const keyHistoryRows: readonly Row[] = [
  {
    name: 'key history, one key over 30 backups',
    unit: 'ms',
    floor: null,
    goal: { max: 200 },
    async prepare(later) {
      const home = await createTestHome({ docker: false });
      later(home.dispose);
      const services = await createServices({ env: home.env, client: 'browser' });
      later(services.close);
      const { operations, backups, keyspace } = services;
      await operations.settled(await services.instances.install({ runtime: 'process' }));
      const client = benchClient(home.port, later);
      for (let at = 0; at < BACKUPS; at++) {
        await client.eval(FILL, 0, `value ${Math.floor(at / 3)} `);
        const backup = { instance: 'main', name: `b${at}`, kind: 'snapshot', verify: false } as const;
        await operations.settled(await backups.create(backup));
      }
      let next = 0;
      const ask = async () => {
        const key = { text: `user:${(next++ % KEYS) + 1}:profile` };
        for await (const state of keyspace.histories.key({ instance: 'main', database: 0, key }, undefined)) {
          if (state.versions !== null && state.versions.length !== BACKUPS / 3) throw new Error('a version is missing');
        }
      };
      await ask();
      return {
        ours: () => timed(ask),
      };
    },
  },
];
