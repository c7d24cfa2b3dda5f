import { basename } from 'node:path';
import type { Engine } from '../../../../shared/contract/engine.ts';
import { findProgram, programVersion } from './program.ts';

const installHints: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'Install it with your package manager, for example: sudo apt install redis-server',
  darwin: 'Install it with Homebrew: brew install redis',
};

/** Describes the local Redis program. Never throws. */
export async function probeProgram(path: string | undefined): Promise<Engine> {
  const began = performance.now();
  const program = await findProgram(path);
  const version = program ? await programVersion(program).catch(() => null) : null;
  const missing = {
    message: 'No redis-server or valkey-server program was found.',
    fix: installHints[process.platform] ?? 'There is no Redis for this system; use Docker.',
  };
  const broken = {
    message: 'The program was found but cannot run.',
    fix: `Run it in a terminal to see why: ${program} --version`,
  };
  return {
    runtime: 'process',
    available: version !== null,
    product: program ? basename(program).replace(/\.exe$/, '') : 'redis-server',
    version,
    endpoint: program,
    answeredInMs: version === null ? null : performance.now() - began,
    rootless: false,
    image: null,
    canBuildImage: false,
    problem: program === null ? missing : version === null ? broken : null,
  };
}
