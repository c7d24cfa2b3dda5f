import { expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { loadTestImage, recordOperation, specOf, useDockerHome } from '../integration/docker-fixture.ts';
import { useEngineProxy } from '../support/engine-proxy.ts';
import { describeNeeding } from '../support/needs.ts';
import { createTestHome } from '../support/test-home.ts';
import { remains } from './remains.ts';

describeNeeding(['docker', 'redis'], 'an engine without addresses', () => {
  test('for the first subnets wanted gives the next one, by its own words of what is taken', async () => {
    const home = await useDockerHome();
    // A range of this test's own: of four subnets the first three are one network already.
    const third = 16 + Math.floor(Math.random() * 200);
    const subnets = [0, 16, 32, 48].map((last) => `10.214.${third}.${last}/28`);
    const taken = await home.docker.createNetwork({
      Name: `${home.home.token}-taken`,
      Labels: { 'vrooli.home': home.home.path },
      IPAM: { Config: [{ Subnet: `10.214.${third}.0/27` }] },
    });
    onTestFinished(async () => void (await taken.remove()));
    const more = await home.docker.createNetwork({
      Name: `${home.home.token}-more`,
      Labels: { 'vrooli.home': home.home.path },
      IPAM: { Config: [{ Subnet: subnets[2] ?? '' }] },
    });
    onTestFinished(async () => void (await more.remove()));
    await loadTestImage(home);
    const spec = await specOf(home, { id: 'acme', subnets });
    await home.runtime.create(spec, recordOperation());
    const made = await home.docker.getNetwork(spec.network).inspect();
    expect(made.IPAM?.Config?.[0]?.Subnet).toBe(subnets[3]);
    await home.runtime.remove('acme');
  });

  test('at all says what is used up and what to do, and leaves nothing behind', async () => {
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
