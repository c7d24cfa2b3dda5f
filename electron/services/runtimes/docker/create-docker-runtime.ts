import { AppError } from '../../../../shared/contract/errors.ts';
import type { Environment } from '../../home/environment.ts';
import type { Runtime } from '../runtime.ts';

const gone = async (): Promise<never> => {
  throw new AppError('ENGINE_UNREACHABLE', 'Docker is not built in yet.', { endpoint: '', reason: '' });
};
export function createDockerRuntime(_: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly environment: Environment;
}): Runtime & { removeContainer(name: string): Promise<void>; removeNetwork(name: string): Promise<void> } {
  return {
    kind: 'docker',
    probe: async () => ({
      runtime: 'docker',
      available: false,
      product: 'Docker',
      version: null,
      endpoint: null,
      answeredInMs: null,
      rootless: false,
      image: null,
      canBuildImage: false,
      problem: { message: 'Not yet.', fix: '' },
    }),
    list: gone,
    prepare: gone,
    create: gone,
    start: gone,
    stop: gone,
    kill: gone,
    remove: gone,
    recentOutput: gone,
    watch: () => () => undefined,
    removeContainer: gone,
    removeNetwork: gone,
  };
}
