import { join } from 'node:path';
import { requireDataOnly } from './aof-files.ts';
import { runChecker } from './check-data.ts';
import type { LocalProgram } from './local-program.ts';
import { networkIsolation } from './network-isolation.ts';
import { openData } from './open-data.ts';
import type { Line } from './overrides.ts';
import { runProgram } from './run-program.ts';
import type { ScratchRedis } from './scratch-server.ts';

/** Loads data with the local redis-server. @param modules `loadmodule` lines with paths on this computer */
export function programRedis(
  { path, version }: LocalProgram,
  memoryBytes: number,
  modules: readonly Line[] = [],
): ScratchRedis {
  return {
    version,
    check: (as, folder, file, signal) => runChecker(as, path, join(folder, file), signal),
    async open(options) {
      if ((await networkIsolation()).kind === 'none') await requireDataOnly(path, options);
      return openData(options, { version, folder: options.folder }, (overrides) =>
        runProgram({
          program: path,
          text: () => '',
          password: null,
          cwd: options.folder,
          overrides: () => [...overrides, ...modules],
          memoryBytes,
        }),
      );
    },
  };
}
