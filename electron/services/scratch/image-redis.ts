import type { ScratchMount } from '../runtimes/docker/containers/scratch-container.ts';
import { resultOf } from './check-data.ts';
import { openData } from './open-data.ts';
import { type ContainerDeps, runContainer, runInContainer } from './run-container.ts';
import type { ScratchModules } from './scratch-modules.ts';
import type { ScratchRedis } from './scratch-server.ts';
import { tooMuchMemory } from './watch-progress.ts';

/** The checker is the server under another name: a link replaces it if the image does not contain it. */
const checkScript = `checker=$(command -v "$1") || {
  ln -s "$(command -v redis-server || command -v valkey-server)" "/run/own/$1" && checker=/run/own/$1
}
exec "$checker" "$2"`;

/** Loads data in containers of an image, without network, with a memory limit; they are removed when this process ends. */
export function imageRedis(
  deps: ContainerDeps,
  options: {
    readonly image: string;
    readonly version: string;
    /** Prefix of the names of its containers. */
    readonly base: string;
    readonly memoryBytes: number;
    readonly modules?: Pick<ScratchModules, 'lines' | 'mounts'> | null;
  },
): ScratchRedis {
  const { image, version, base, memoryBytes, modules = null } = options;
  // The data folder of the instance may have modules, which must keep their paths.
  const work = modules?.mounts.some(({ target }) => target.startsWith('/data/')) ? '/run/work' : '/data';
  const common = (part: 'load' | 'check', folder: string, signal: AbortSignal) => ({
    name: `${base}-${part}`,
    image,
    user: 'own' as const,
    mounts: [{ type: 'bind' as const, source: folder, target: work, readOnly: false }],
    memoryBytes,
    signal,
  });
  const withModules = <T extends { readonly mounts: readonly ScratchMount[] }>(of: T) => ({
    ...of,
    mounts: [...of.mounts, ...(modules?.mounts ?? [])],
  });
  return {
    version,
    async check(as, folder, file, signal) {
      const { container, close } = await runInContainer(deps, {
        ...common('check', folder, signal),
        script: checkScript,
        args: [as, `${work}/${file}`],
      });
      try {
        const code = await untilEnd(container.ended, signal);
        if (code === 137) throw tooMuchMemory(memoryBytes);
        return resultOf(code, container.output());
      } finally {
        await close();
      }
    },
    open: (options) =>
      openData(options, { version, folder: work }, (overrides) =>
        runContainer(deps, {
          ...withModules(common('load', options.folder, options.signal)),
          text: '',
          password: null,
          overrides: [...overrides, ...(modules?.lines ?? [])],
        }),
      ),
  };
}

async function untilEnd(ended: Promise<number>, signal: AbortSignal): Promise<number> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([ended, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
