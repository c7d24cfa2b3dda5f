import { expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  type DockerHome,
  failureOf,
  loadTestImage,
  recordOperation,
  runInstance,
  specOf,
  useDockerHome,
} from './docker-fixture.ts';

const never = () => new AbortController().signal;

/** A container of the earlier scripts: without our labels, and published on all addresses. */
async function legacyContainer(home: DockerHome, name: string, id: string, labels: Record<string, string>) {
  const spec = await specOf(home, { id });
  const container = await home.docker.createContainer({
    name,
    Image: home.image,
    Labels: labels,
    Cmd: ['redis-server', '/usr/local/etc/redis/redis.conf'],
    ExposedPorts: { '6379/tcp': {} },
    HostConfig: {
      Binds: [
        `${spec.paths.data}:/data`,
        `${spec.paths.config}:/usr/local/etc/redis`,
        `${spec.paths.logs}:/var/log/redis`,
      ],
      PortBindings: { '6379/tcp': [{ HostPort: String(spec.port) }] },
      RestartPolicy: { Name: 'unless-stopped' },
    },
  });
  await container.start();
  return spec;
}

describeNeeding(['docker'], 'containers of one home', () => {
  test('containers of the earlier scripts › listed, stopped and removed', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const { mainContainer, clientPrefix } = home.environment.naming;
    const spec = await legacyContainer(home, mainContainer, 'main', {});
    expect(await home.runtime.list()).toMatchObject([
      {
        id: 'main',
        state: 'running',
        address: { host: '127.0.0.1', port: spec.port },
        mounts: { data: spec.paths.data, config: spec.paths.config, logs: spec.paths.logs },
      },
    ]);
    await waitFor('PONG', async () => (await redisCli(spec.port, 'ping')) === 'PONG');
    await home.runtime.stop('main', { timeoutMs: 20_000, signal: never() });
    expect(await home.runtime.list()).toMatchObject([{ state: 'stopped', address: { port: spec.port } }]);
    await legacyContainer(home, `${clientPrefix}-one`, 'one', { 'vrooli.client': 'one', 'vrooli.resource': 'redis' });
    expect((await home.runtime.list()).map(({ id }) => id).sort()).toEqual(['main', 'one']);
    await home.runtime.remove('main');
    await home.runtime.remove('one');
    expect(await home.runtime.list()).toEqual([]);
  });

  test('tenant of another home with the same name › not listed and not changed', async () => {
    const one = await useDockerHome();
    const other = await useDockerHome({ env: { REDIS_CLIENT_PREFIX: one.environment.naming.clientPrefix } });
    await loadTestImage(one);
    await loadTestImage(other);
    const spec = await specOf(one, { id: 'a' });
    await runInstance(one, spec);
    expect(await other.runtime.list()).toEqual([]);
    await failureOf('NOT_FOUND', other.runtime.start('a', never()));
    await other.runtime.stop('a', { timeoutMs: 1000, signal: never() });
    await other.runtime.kill('a');
    await other.runtime.remove('a');
    await other.runtime.removeContainer(spec.container);
    await other.runtime.removeNetwork(spec.network);
    expect(await one.runtime.list()).toMatchObject([{ id: 'a', state: 'running' }]);

    const op = recordOperation();
    const error = await failureOf('ALREADY_EXISTS', other.runtime.create(await specOf(other, { id: 'a' }), op));
    expect(error.message).toContain(`belongs to the home ${one.home.path}`);
    expect(error.message).toContain('REDIS_CONTAINER_NAME');
    expect(op.undone).toEqual([]);
    const again = await failureOf('ALREADY_EXISTS', one.runtime.create(spec, op));
    expect(again.message).toBe(`a is already installed as the container ${spec.container}.`);
  });

  test('two tenants › own networks › cannot reach each other', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const one = await specOf(home, { id: 'one' });
    const two = await specOf(home, { id: 'two', port: home.home.clientPorts.start + 1 });
    await Promise.all([runInstance(home, one), runInstance(home, two)]);
    const details = await home.docker.getContainer(two.container).inspect();
    const { IPAddress, Gateway } = details.NetworkSettings.Networks[two.network] ?? {};
    const ping = async (host: string | undefined, port: number) => {
      const exec = await home.docker.getContainer(one.container).exec({
        Cmd: ['redis-cli', '-h', String(host), '-p', String(port), 'ping'],
        AttachStdout: true,
        AttachStderr: true,
      });
      const stream = await exec.start({});
      let output = '';
      stream.on('data', (chunk) => {
        output += chunk;
      });
      // A blocked connection hangs: treat three seconds without a reply as blocked.
      const timer = setTimeout(() => stream.destroy(), 3000);
      await new Promise((resolve) => stream.on('close', resolve));
      clearTimeout(timer);
      return output;
    };
    expect(await ping('127.0.0.1', 6379)).toContain('PONG');
    expect(await ping(IPAddress, 6379)).not.toContain('PONG');
    expect(await ping(Gateway, two.port)).not.toContain('PONG');
  });

  test('requested subnets › first one taken › network gets the next', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const index = Number.parseInt(home.home.token.slice(-2), 16);
    const [taken, free] = [`10.212.${index}.0/28`, `10.212.${index}.16/28`];
    await home.runtime.create(await specOf(home, { id: 'one', subnets: [taken] }), recordOperation());
    const two = await specOf(home, { id: 'two', subnets: [taken, free], port: home.home.clientPorts.start + 1 });
    await home.runtime.create(two, recordOperation());
    const network = await home.docker.getNetwork(two.network).inspect();
    expect(network.IPAM?.Config?.[0]?.Subnet).toBe(free);
  });

  test('eight tenants created, started and removed simultaneously › each complete', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const ids = Array.from({ length: 8 }, (_, index) => `t${index}`);
    const specs = await Promise.all(
      ids.map((id, index) => specOf(home, { id, port: home.home.clientPorts.start + index })),
    );
    await Promise.all(specs.map((spec) => runInstance(home, spec)));
    const entries = await home.runtime.list();
    expect(entries.map(({ id }) => id).sort()).toEqual(ids);
    expect(new Set(entries.map(({ network }) => network)).size).toBe(ids.length);
    expect(new Set(entries.map(({ address }) => address?.port))).toEqual(new Set(specs.map(({ port }) => port)));
    await Promise.all(ids.map((id) => home.runtime.remove(id)));
    expect(await home.runtime.list()).toEqual([]);
    expect((await home.docker.listNetworks()).filter(({ Name }) => Name.includes(home.home.token))).toEqual([]);
  });

  test('remove › another container on the network › keeps the network', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const spec = await specOf(home);
    await home.runtime.create(spec, recordOperation());
    const guest = await home.docker.createContainer({
      name: `${home.home.token}-guest`,
      Image: home.image,
      HostConfig: { NetworkMode: spec.network },
    });
    await home.runtime.remove('main');
    expect((await home.docker.getNetwork(spec.network).inspect()).Name).toBe(spec.network);
    await guest.remove();
    await home.runtime.removeNetwork(spec.network);
    await home.runtime.removeNetwork(spec.network);
    expect(await home.docker.listNetworks({ filters: { name: [spec.network] } })).toEqual([]);
  });
});
