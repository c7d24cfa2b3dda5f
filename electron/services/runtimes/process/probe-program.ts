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
  const { version, problem } = await programState(program);
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
    problem,
  };
}

/** The version of a program, or why it cannot run. @param program null: none was found */
export async function programState(program: string | null): Promise<Pick<Engine, 'version' | 'problem'>> {
  if (program === null) {
    const fix = installHints[process.platform] ?? 'There is no Redis for this system; use Docker.';
    return { version: null, problem: { message: 'No redis-server or valkey-server program was found.', fix } };
  }
  const version = await programVersion(program).catch(() => null);
  if (version !== null) return { version, problem: null };
  const fix = `Run it in a terminal to see why: ${program} --version`;
  return { version: null, problem: { message: 'The program was found but cannot run.', fix } };
}
