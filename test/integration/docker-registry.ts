import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { onTestFinished } from 'vitest';
import { endChild, track } from '../support/children.ts';
import { freePort } from '../support/ports.ts';
import { waitFor } from '../support/wait-for.ts';
import { deferred } from './docker-fixture.ts';

const program = '/usr/bin/docker-registry';

/** Why no registry can run on this machine; null when one can. Debian's package is `docker-registry`. */
export const registryProblem = existsSync(program) ? null : `no ${program} on this machine`;

export interface TestRegistry {
  /** `127.0.0.1:port`: an engine on this machine pulls from it without TLS. */
  readonly address: string;
  /** Pushes an image of the engine here, and removes its new name from the engine again. */
  readonly push: (docker: Docker, from: string, to: string) => Promise<void>;
  /** Accepts requests for layers and sends none until `release`. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Settles when a layer has been requested while layers are held. */
  readonly heldABlob: Promise<void>;
}

/** A registry of the test, behind a proxy that can hold requests. Removed when the test ends. */
export async function useRegistry(): Promise<TestRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'vt-registry-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const inner = await freePort();
  const config = join(folder, 'config.yml');
  await writeFile(
    config,
    `version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: ${folder}/data\nhttp:\n  addr: 127.0.0.1:${inner}\n`,
  );
  const child = spawn(program, ['serve', config], { stdio: 'ignore', cwd: folder });
  track(child, 'docker-registry');
  onTestFinished(() => endChild(child, 'SIGKILL'));
  await waitFor('the registry', async () => (await fetch(`http://127.0.0.1:${inner}/v2/`)).ok);

  let released = deferred();
  released.resolve();
  const asked = deferred();
  let holding = false;
  const door = createServer(async (incoming, answer) => {
    if (holding && incoming.method === 'GET' && incoming.url?.includes('/blobs/')) {
      asked.resolve();
      await released.promise;
    }
    const { url, method, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port: inner, path: url, method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  const port = await freePort();
  door.listen(port, '127.0.0.1');
  onTestFinished(() => {
    released.resolve();
    door.closeAllConnections();
    door.close();
  });
  return {
    address: `127.0.0.1:${port}`,
    push: async (docker, from, to) => {
      const colon = to.lastIndexOf(':');
      await docker.getImage(from).tag({ repo: to.slice(0, colon), tag: to.slice(colon + 1) });
      const stream = await docker.getImage(to).push({ authconfig: { username: '', password: '' } });
      for await (const line of stream) if (String(line).includes('errorDetail')) throw new Error(String(line));
      // The layers too, otherwise nothing would be left to pull.
      for (const name of [to, from]) await docker.getImage(name).remove({ force: true });
    },
    hold: () => {
      holding = true;
      released = deferred();
    },
    release: () => {
      holding = false;
      released.resolve();
    },
    heldABlob: asked.promise,
  };
}
