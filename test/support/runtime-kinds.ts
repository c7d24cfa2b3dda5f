import { LEGACY_RUNTIME, PROGRAM_RUNTIME } from '../../shared/contract/runtimes.ts';

/** The runtime of containers, for tests that need an instance with everything an engine offers. */
export const CONTAINERS = LEGACY_RUNTIME;

/** The runtime of local programs, for tests that need an instance without an engine. */
export const PROGRAMS = PROGRAM_RUNTIME;
