import { expect, onTestFinished, test } from 'vitest';
import { startPrivateEngine } from '../runner/private-engine.ts';
import { dockerAt } from '../support/docker-host.ts';
import { useEngineProxy } from '../support/engine-proxy.ts';
import { describeNeeding } from '../support/needs.ts';
import { startServices } from '../support/start-services.ts';
import { createTestHome } from '../support/test-home.ts';
import { thorough, thoroughly } from '../support/thorough.ts';
import { remains } from './remains.ts';

/** Tries to create a tenant there, and expects one sentence and nothing left behind. */
async function isRefused(dockerHost: string): Promise<void> {
  const home = await createTestHome({ dockerHost });
  onTestFinished(home.dispose);
  const services = await startServices({ env: home.env, client: 'browser' });
  onTestFinished(() => services.close());
  const begun = await services.tenants.create({ id: 'acme', runtime: 'docker', generatePassword: false });
  await expect(services.operations.settled(begun.id)).rejects.toMatchObject({
    code: 'START_FAILED',
    message: expect.stringMatching(
      /no free subnet for the network vrooli-acme-network.*10\.213\.0\.0\/16.*docker network prune/,
    ),
  });
  expect(await services.tenants.list()).toEqual([]);
  expect(await remains(home)).toEqual([]);
}

describeNeeding(['docker', 'redis'], 'create tenant › Docker has no addresses left', () => {
  test('says what is used up and what to do, and leaves nothing', async () => {
    const proxy = await useEngineProxy();
    proxy.refuse(
      /^POST .*\/networks\/create/,
      400,
      'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
    );
    await isRefused(proxy.dockerHost);
  });
});

/** One network uses up the whole pool. */
const ONE_NETWORK = ['--default-address-pool', 'base=10.214.7.0/29,size=29', '--bridge=none'];

describeNeeding(['docker', 'redis', 'root'], 'create tenant › a real engine has no addresses left', () => {
  test.runIf(thorough)(thoroughly('says so in its own words, which are understood'), async (context) => {
    const before = process.env.DOCKER_HOST;
    const engine = await startPrivateEngine({ options: ONE_NETWORK, ownNetwork: true });
    onTestFinished(async () => {
      await engine?.stop();
      if (before === undefined) delete process.env.DOCKER_HOST;
      else process.env.DOCKER_HOST = before;
    });
    if (!engine) return context.skip('this machine has no dockerd to start');
    const docker = dockerAt(engine.dockerHost);
    await docker.createNetwork({ Name: 'the-only-one' });
    await expect(docker.createNetwork({ Name: 'one-more' })).rejects.toThrow(/pool/);
    // All of our own range as well.
    await docker.createNetwork({ Name: 'our-range', IPAM: { Config: [{ Subnet: '10.213.0.0/16' }] } });
    await isRefused(engine.dockerHost);
    expect((await docker.listNetworks()).map(({ Name }) => Name).sort()).toEqual([
      'host',
      'none',
      'our-range',
      'the-only-one',
    ]);
  });
});
