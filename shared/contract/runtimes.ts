import * as runtimeWords from './runtime-words.ts';

/** A property of an instance in a runtime. Code asks for a capability, never for a runtime's name. */
export interface RuntimeCapabilities {
  /** The program comes from an image that a user chooses, and scratch servers use a container of that image. */
  readonly image: boolean;
  /** An engine runs it, which can be unreachable and whose address belongs in the record. */
  readonly engine: boolean;
  /** A network of its own: other tenants cannot reach it, and its port is published. */
  readonly network: boolean;
  /** A file system of its own: `redis.conf` names paths inside it. */
  readonly mounts: boolean;
  /** Hard limits of memory and CPUs. */
  readonly limits: boolean;
  /** The engine reports its resource usage. */
  readonly usage: boolean;
  /** The engine keeps its output, with times. */
  readonly logs: boolean;
}

export interface RuntimeTraits {
  /** Its name in the views. */
  readonly label: string;
  /** What runs there, in a sentence: `container`. */
  readonly unit: string;
  readonly capabilities: RuntimeCapabilities;
}

/** Every runtime by the name that records, JSON documents and `--runtime` use; the preferred one first. */
export const runtimeTraits = {
  docker: {
    label: runtimeWords.engineLabel,
    unit: runtimeWords.engineUnit,
    capabilities: { image: true, engine: true, network: true, mounts: true, limits: true, usage: true, logs: true },
  },
  process: {
    label: runtimeWords.programLabel,
    unit: runtimeWords.programUnit,
    capabilities: {
      image: false,
      engine: false,
      network: false,
      mounts: false,
      limits: false,
      usage: false,
      logs: false,
    },
  },
} as const satisfies Record<string, RuntimeTraits>;

type Kind = keyof typeof runtimeTraits;

/** The names of all runtimes, the preferred one first. */
export const runtimeKinds = Object.keys(runtimeTraits) as [Kind, ...Kind[]];

/** The runtime of records that name none: the older scripts knew only this one. */
export const LEGACY_RUNTIME: Kind = 'docker';

/** The runtime of instances on a named engine. */
export const ENGINE_RUNTIME: Kind = 'docker';

/** The runtime that uses the Redis program of this computer. */
export const PROGRAM_RUNTIME: Kind = 'process';

/** Whether an instance of this runtime has a capability; false without a runtime. */
export function can(kind: Kind | null | undefined, capability: keyof RuntimeCapabilities): boolean {
  return kind != null && runtimeTraits[kind].capabilities[capability];
}
