import { existsSync, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { newConfig } from '../../electron/services/instances/install/write-config.ts';
import { noLimits } from '../../electron/services/instances/registry/instance-record.ts';
import { instanceSpec } from '../../electron/services/instances/registry/spec.ts';
import { fileUndoHandlers } from '../../electron/services/operations/undo/file-undo.ts';
import type { UndoEntry } from '../../electron/services/operations/undo/undo-entry.ts';
import type { UndoHandler } from '../../electron/services/operations/undo/undo-handlers.ts';
import { readEnvironment } from '../../electron/services/platform/home/environment.ts';
import { instancePaths } from '../../electron/services/platform/home/paths.ts';
import { createRuntimes } from '../../electron/services/runtimes/create-runtimes.ts';
import type { InstanceSpec } from '../../electron/services/runtimes/instance-spec.ts';
import type { Runtime } from '../../electron/services/runtimes/runtime.ts';
import { runtimeUndoHandlers } from '../../electron/services/runtimes/runtime-undo.ts';
import { can } from '../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';
import { loadTestImage, recordOperation, removeImage } from './docker-fixture.ts';

const never = () => new AbortController().signal;
const unhurried = () => ({ timeoutMs: 20_000, signal: never() });

/** The contract of all runtimes. */
export function describeRuntime(kind: RuntimeKind, needs: readonly Need[]): void {
  describeNeeding(needs, `runtime contract › ${kind}`, () => {
    test('probe › names itself and can be used', async () => {
      const { runtime } = await useRuntime(kind, { prepared: false });
      expect(await runtime.probe()).toMatchObject({ runtime: kind, available: true, problem: null });
      expect(await runtime.usable()).toBe(true);
      expect(runtime.kind).toBe(kind);
      expect(await runtime.list()).toEqual([]);
    });

    test('life › created, started, stopped, started, killed and removed', async () => {
      const { runtime, spec } = await useRuntime(kind);
      await runtime.create(spec, recordOperation());
      expect(await runtime.list()).toMatchObject([{ id: 'main', runtime: kind, state: 'stopped', problem: null }]);

      const started = await runtime.start('main', never());
      expect(started).toMatchObject({
        id: 'main',
        runtime: kind,
        state: 'running',
        problem: null,
        address: { host: '127.0.0.1', port: spec.port },
      });
      expect(started.mounts.config).toBe(spec.paths.config);
      await answers(spec);
      if (!can(kind, 'engine')) expect(started.runId).toMatch(/^[0-9a-f]{40}$/);
      const [again] = await runtime.list('main');
      expect(again).toMatchObject({ state: 'running', runId: started.runId });
      expect(await runtime.list('acme')).toEqual([]);
      // A second start of a running server changes nothing.
      expect((await runtime.start('main', never())).runId).toBe(started.runId);

      await runtime.stop('main', unhurried());
      await runtime.stop('main', unhurried());
      expect(await runtime.list()).toMatchObject([{ state: 'stopped', problem: null, address: { port: spec.port } }]);

      await runtime.start('main', never());
      await answers(spec);
      await runtime.kill('main');
      await runtime.kill('main');
      expect(await runtime.list()).toMatchObject([{ state: 'stopped' }]);

      await runtime.remove('main');
      await runtime.remove('main');
      expect(await runtime.list()).toEqual([]);
      for (const folder of [spec.paths.data, spec.paths.config, spec.paths.logs]) expect(existsSync(folder)).toBe(true);
    });

    test('create › journaled before it exists, and its entries undo it', async () => {
      const { runtime, spec, undo } = await useRuntime(kind);
      const op = recordOperation();
      let listedBefore = -1;
      const watched = {
        ...op,
        undo: {
          ...op.undo,
          add: async (...entries: readonly UndoEntry[]) => {
            if (listedBefore < 0) listedBefore = (await runtime.list()).length;
            await op.undo.add(...entries);
          },
        },
      };
      await runtime.create(spec, watched);
      expect(listedBefore).toBe(0);
      await runtime.start('main', never());
      await answers(spec);
      for (const entry of op.undone.toReversed()) await undo(entry);
      expect(await runtime.list()).toEqual([]);
      expect(await redisCli(spec.port, 'ping').catch(() => 'no reply')).not.toBe('PONG');
    });

    test('another home › neither sees nor ends its servers', async () => {
      const [one, other] = [await useRuntime(kind), await useRuntime(kind)];
      await one.runtime.create(one.spec, recordOperation());
      await one.runtime.start('main', never());
      await answers(one.spec);
      expect(await other.runtime.list()).toEqual([]);
      await other.runtime.kill('main');
      await other.runtime.remove('main');
      await answers(one.spec);
    });

    test('start › cancelled before it begins › throws', async () => {
      const { runtime, spec } = await useRuntime(kind);
      await runtime.create(spec, recordOperation());
      await expect(runtime.start('main', AbortSignal.abort())).rejects.toThrow();
    });

    test('start › never created › NOT_FOUND', async () => {
      const { runtime } = await useRuntime(kind, { prepared: false });
      await expect(runtime.start('main', never())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });
}

async function answers({ port }: InstanceSpec): Promise<void> {
  await waitFor(`a reply on port ${port}`, async () => (await redisCli(port, 'ping')) === 'PONG');
}

/**
 * A registered runtime on a home of its own, and the spec of a main whose folders and configuration exist.
 * @param options `prepared`: whether the image is present, where the runtime needs one
 */
async function useRuntime(kind: RuntimeKind, { prepared = true } = {}) {
  const home = await useTestHome({ docker: can(kind, 'engine') });
  const image = `${home.token}/redis:7`;
  const env = { ...home.env, REDIS_IMAGE: image };
  const environment = readEnvironment(env);
  const { runtimes, containers } = createRuntimes({
    ...{ env, environment, recordedPort: async () => home.port, recordedEngineName: () => null },
  });
  const runtime: Runtime = runtimes[kind];
  if (prepared && can(kind, 'image') && home.dockerHost) {
    const docker = dockerAt(home.dockerHost);
    onTestFinished(() => removeImage(docker, image));
    await loadTestImage({ image });
  }
  const paths = instancePaths(environment, 'main');
  for (const folder of [paths.data, paths.config, paths.logs]) mkdirSync(folder, { recursive: true });
  const spec = instanceSpec(environment, 'main', paths, { port: home.port, image, limits: noLimits });
  const { defaults } = environment;
  const conf = await newConfig({
    runtime: kind,
    paths,
    port: home.port,
    publishOn: undefined,
    defaults,
    overrides: {},
  });
  await writeFile(paths.configFile, conf.text ?? '', { mode: 0o600 });
  const handlers = { ...fileUndoHandlers, ...runtimeUndoHandlers(runtimes, containers) };
  const undo = async (entry: { readonly type: string }) => {
    const handler = (handlers as Record<string, UndoHandler<typeof entry> | undefined>)[entry.type];
    if (!handler) throw new Error(`no handler for ${entry.type}`);
    await handler.undo(entry, () => undefined);
  };
  return { runtime, spec, undo };
}
