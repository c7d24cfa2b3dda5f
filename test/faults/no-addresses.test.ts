import { expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { useEngineProxy } from '../support/engine-proxy.ts';
import { describeNeeding } from '../support/needs.ts';
import { createTestHome } from '../support/test-home.ts';
import { remains } from './remains.ts';

describeNeeding(['docker', 'redis'], 'an engine that has no addresses left', () => {
  test('says what is used up and what to do, and leaves nothing behind', async () => {
    const proxy = await useEngineProxy();
    proxy.refuse(
      /^POST .*\/networks\/create/,
      400,
      'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
    );
    const home = await createTestHome({ dockerHost: proxy.dockerHost });
    onTestFinished(home.dispose);
    const services = await createServices({ env: home.env, face: 'browser' });
    onTestFinished(() => services.close());
    const begun = await services.tenants.create({ id: 'acme', runtime: 'docker', generatePassword: false });
    await expect(services.operations.settled(begun.id)).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringMatching(
        /no addresses left for the network vrooli-acme-network.*10\.213\.0\.0\/16.*docker network prune/,
      ),
    });
    expect(await services.tenants.list()).toEqual([]);
    expect(await remains(home)).toEqual([]);
  });
});
