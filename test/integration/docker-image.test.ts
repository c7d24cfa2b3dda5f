import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildLocalImage } from '../../electron/services/runtimes/docker/images/local-image.ts';
import { findLocalRedis } from '../../electron/services/runtimes/docker/images/local-redis.ts';
import { describeNeeding } from '../support/needs.ts';
import { freePort } from '../support/ports.ts';
import {
  deferred,
  failureOf,
  loadTestImage,
  recordOperation,
  removeImage,
  specOf,
  useDockerHome,
} from './docker-fixture.ts';
import { registryProblem, useRegistry } from './docker-registry.ts';

const archiveOf = async (name: string) => {
  const redis = await findLocalRedis(process.env.PATH);
  if (!redis) throw new Error('no redis-server on this machine');
  return buildLocalImage(redis, name);
};

/** A registry address without a listener: like being offline, but without a DNS timeout. */
const unreachableRegistry = async () => `127.0.0.1:${await freePort()}`;

describeNeeding(['docker', 'linux'], 'prepare image', () => {
  test('image present › nothing to download', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const op = recordOperation();
    await home.runtime.prepare({ image: home.image, imageArchive: '/nowhere/at/all.tar' }, op);
    expect(op.logged).toEqual([`The image ${home.image} is already present; nothing to download.`]);
  });

  test('no registry answers › built from the local redis-server with a reproducible id', async () => {
    const home = await useDockerHome();
    const image = `${await unreachableRegistry()}/redis:latest`;
    onTestFinished(() => removeImage(home.docker, image));
    const op = recordOperation();
    await home.runtime.prepare({ image, imageArchive: null }, op);
    const first = await home.docker.getImage(image).inspect();
    expect(op.logged[0]).toMatch(/^No registry answered: /);
    expect(op.logged[1]).toMatch(/^Built .* from the local redis-server \d+\.\d+\.\d+ /);
    expect(first.Config.Labels?.['vrooli.image']).toMatch(/^built here from redis-server \d/);
    expect(first.Config.Env).toContainEqual(expect.stringMatching(/^REDIS_VERSION=\d+\.\d+\.\d+$/));
    await removeImage(home.docker, image);
    await home.runtime.prepare({ image, imageArchive: null }, recordOperation());
    expect((await home.docker.getImage(image).inspect()).Id).toBe(first.Id);
    expect((await archiveOf(image)).id).toBe(first.Id);
  });

  test('tag of another version › neither built nor accepted', async () => {
    const home = await useDockerHome();
    const registry = await unreachableRegistry();
    const image = `${registry}/redis:4.0-alpine`;
    onTestFinished(() => removeImage(home.docker, image));
    const failure = () =>
      failureOf('IMAGE_UNAVAILABLE', home.runtime.prepare({ image, imageArchive: null }, recordOperation()));
    const version = (await findLocalRedis(process.env.PATH))?.version;
    expect((await failure()).message).toContain(`redis-server is ${version}, not 4.0`);
    expect((await failure()).message).toContain(`REDIS_IMAGE=${registry}/redis:${version}`);
    // An earlier version of this app built such images.
    await loadTestImage({ image });
    expect((await failure()).data.image).toBe(image);
    const own = `${registry}/redis:${version}`;
    onTestFinished(() => removeImage(home.docker, own));
    await home.runtime.prepare({ image: own, imageArchive: null }, recordOperation());
    expect(await home.runtime.versionOf(own)).toBe(version);
  });

  test('built here › contains the programs that users and this app run', async () => {
    const home = await useDockerHome();
    await loadTestImage(home);
    const script = 'redis-server --version && redis-cli --version && redis-benchmark --version';
    for (const command of ['redis-check-rdb', 'redis-check-aof']) expect(await run(home, command)).toContain('Usage');
    expect(await run(home, script)).toMatch(/^Redis server v=\d.*redis-cli \d.*redis-benchmark \d/s);
    expect(await run(home, 'true >/data/a && true >/tmp/a && true >/var/log/redis/a && echo all', '1234:1234')).toBe(
      'all\n',
    );
  });

  test('no source available › error names the attempts and the fix', async () => {
    const home = await useDockerHome({ env: { PATH: '/nonexistent' } });
    const image = `${await unreachableRegistry()}/redis@sha256:${'0'.repeat(64)}`;
    const error = await failureOf(
      'IMAGE_UNAVAILABLE',
      home.runtime.prepare({ image, imageArchive: null }, recordOperation()),
    );
    expect(error.message).toContain('no registry answered');
    expect(error.message).toContain(`docker save ${image}`);
    expect(error.data.image).toBe(image);
  });

  test('invalid name › refused', async () => {
    const home = await useDockerHome();
    const wrong = { image: 'Not An Image', imageArchive: null };
    const error = await failureOf('BAD_VALUE', home.runtime.prepare(wrong, recordOperation()));
    expect(error.data.field).toBe('image');
  });

  test('archive › image with the same or another name › loaded and tagged', async () => {
    const home = await useDockerHome();
    const archive = join(home.home.path, 'image.tar');
    await writeFile(archive, (await archiveOf(home.image)).archive);
    const op = recordOperation();
    await home.runtime.prepare({ image: home.image, imageArchive: archive }, op);
    expect(op.told.at(-1)).toMatchObject({ fraction: 1 });
    const { Id } = await home.docker.getImage(home.image).inspect();

    const other = `${home.home.token}/other:1`;
    onTestFinished(() => removeImage(home.docker, other));
    await home.runtime.prepare({ image: other, imageArchive: archive }, recordOperation());
    expect((await home.docker.getImage(other).inspect()).Id).toBe(Id);
  });

  test('archive missing, invalid or empty › refused with the reason', async () => {
    const home = await useDockerHome();
    const path = join(home.home.path, 'image.tar');
    const load = () => home.runtime.prepare({ image: home.image, imageArchive: path }, recordOperation());
    expect((await failureOf('BAD_VALUE', load())).message).toContain('does not exist');
    await writeFile(path, randomBytes(100_000));
    const error = await failureOf('BAD_VALUE', load());
    expect(error.message).toContain('is not an image archive');
    expect(error.data).toEqual({ field: 'imageArchive', expected: 'a file created by "docker save"' });
    await writeFile(path, '');
    expect((await failureOf('BAD_VALUE', load())).data.field).toBe('imageArchive');
  });

  test('hung registry › cancel › stops immediately', async () => {
    const home = await useDockerHome();
    const port = await freePort();
    const reached = deferred();
    const silent = createServer(() => reached.resolve()).listen(port, '127.0.0.1');
    onTestFinished(() => void silent.close());
    const op = recordOperation();
    const preparing = home.runtime.prepare({ image: `127.0.0.1:${port}/redis:7`, imageArchive: null }, op);
    const failure = failureOf('CANCELLED', preparing);
    await reached.promise;
    op.cancel();
    await failure;
  });

  test.skipIf(registryProblem)(
    `registry › pulled with progress; a cancelled pull leaves nothing${registryProblem ? ` [skipped: ${registryProblem}]` : ''}`,
    async () => {
      const home = await useDockerHome();
      const own = join(home.home.path, 'own');
      await writeFile(own, randomBytes(8 * 1024 * 1024));
      await loadTestImage(home, own);
      const registry = await useRegistry();
      const image = `${registry.address}/redis:7`;
      onTestFinished(() => removeImage(home.docker, image));
      await registry.push(home.docker, home.image, image);

      const cancelled = recordOperation();
      registry.hold();
      const pulling = failureOf('CANCELLED', home.runtime.prepare({ image, imageArchive: null }, cancelled));
      await registry.heldABlob;
      cancelled.cancel();
      await pulling;
      registry.release();
      await expect(home.docker.getImage(image).inspect()).rejects.toMatchObject({ statusCode: 404 });

      const op = recordOperation();
      await home.runtime.prepare({ image, imageArchive: null }, op);
      expect(op.logged).toEqual([`Downloaded the image ${image}.`]);
      expect(op.told.at(-1)?.fraction).toBe(1);
      const fractions = op.told.map(({ fraction }) => fraction ?? 0);
      expect(fractions).toEqual([...fractions].sort((one, other) => one - other));
      expect(op.told.some(({ detail }) => /^[\d.]+ (KB|MB) of [\d.]+ MB$/.test(detail ?? ''))).toBe(true);

      const absent = `${registry.address}/redis:nonesuch`;
      const error = await failureOf(
        'IMAGE_UNAVAILABLE',
        home.runtime.prepare({ image: absent, imageArchive: null }, recordOperation()),
      );
      expect(error.message).toContain('The registry refused the image');
    },
  );

  test('image removed before create › IMAGE_UNAVAILABLE', async () => {
    const home = await useDockerHome();
    const error = await failureOf('IMAGE_UNAVAILABLE', home.runtime.create(await specOf(home), recordOperation()));
    expect(error.data.image).toBe(home.image);
  });
});

/** The output of a shell line in a container of the home's image. */
async function run(
  { docker, home, image }: Awaited<ReturnType<typeof useDockerHome>>,
  line: string,
  user = '0:0',
): Promise<string> {
  const container = await docker.createContainer({
    name: `${home.token}-run`,
    Image: image,
    User: user,
    Cmd: ['/bin/sh', '-c', `{ ${line}; } 2>&1`],
    NetworkDisabled: true,
    Tty: true,
  });
  try {
    await container.start();
    await container.wait();
    return (await container.logs({ stdout: true, stderr: true, follow: false })).toString().replaceAll('\r', '');
  } finally {
    await container.remove({ force: true });
  }
}
