import { z } from 'zod';
import { MAX_ENGINE_NAME } from './names.ts';
import { port, timestamp } from './values.ts';

/** The name of an engine on another machine. It becomes part of file names. */
export const engineName = z
  .string()
  .max(MAX_ENGINE_NAME)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);

export const portRange = z.object({ start: port, end: port });
export type PortRange = z.infer<typeof portRange>;

/** The role of an engine in a Docker Swarm. */
export const swarmMembership = z.object({
  role: z.enum(['manager', 'worker']),
  /** Only a manager knows how many nodes there are, and how many of them are managers. */
  nodes: z.number().int().nullable(),
  managers: z.number().int().nullable(),
});

/** A node of a swarm, as a place for a tenant that runs as a service. */
export const swarmNode = z.object({
  id: z.string(),
  hostname: z.string(),
  address: z.string().nullable(),
  role: z.enum(['manager', 'worker']),
  state: z.string(),
  /** The name of its engine in the list of engines; null if it is not there. */
  engine: z.string().nullable(),
  memoryBytes: z.number().nullable(),
  /** Memory that is free now; null if unknown. */
  freeBytes: z.number().nullable(),
  /** The memory limits of the services that are to run there. */
  promisedBytes: z.number(),
  services: z.number().int(),
  /** Why no tenant can be created there, and the remedy; null if one can. */
  problem: z.string().nullable(),
});
export type SwarmNode = z.infer<typeof swarmNode>;

/** A machine with a Docker engine that this home uses. */
export const machine = z.object({
  /** `local` for this computer. */
  name: z.string(),
  /** In the format of `DOCKER_HOST`; null for this computer without an engine. */
  address: z.string().nullable(),
  /** The Docker context that it was added from. */
  context: z.string().nullable(),
  /** Destructive actions on its instances ask for the name of the instance. */
  production: z.boolean(),
  /** The ports of its instances. */
  ports: portRange,
  state: z.enum(['connected', 'unreachable']),
  /** Since when it is unreachable; null if it is connected or if that is unknown. */
  since: timestamp.nullable(),
  problem: z.object({ message: z.string(), fix: z.string() }).nullable(),
  product: z.string().nullable(),
  version: z.string().nullable(),
  /** The time of one call, in milliseconds. */
  answeredInMs: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  processors: z.number().nullable(),
  tenants: z.number().int(),
  /** Omitted if it is in no swarm, or unreachable. */
  swarm: swarmMembership.optional(),
});
export type Machine = z.infer<typeof machine>;

/** What the instances of a machine use, and when its memory will be full. Null without enough history. */
export const machineFigures = z.object({
  name: z.string(),
  usedBytes: z.number().nullable(),
  /** Of one core, the mean of the last hour. */
  cpuPercent: z.number().nullable(),
  /** The last hour at equal steps. */
  cpu: z.array(z.number().nullable()),
  /** Per day, from the last seven days. */
  growthBytes: z.number().nullable(),
  fullInDays: z.number().nullable(),
});
export type MachineFigures = z.infer<typeof machineFigures>;

/** A Docker context of this user that could be added. */
export const dockerContext = z.object({
  name: z.string(),
  address: z.string(),
  description: z.string().nullable(),
  /** Why it cannot be added; null if it can. */
  problem: z.string().nullable(),
});
export type DockerContext = z.infer<typeof dockerContext>;

export const addMachineInput = z.object({
  name: z.string().max(200),
  /** Omitted: the address of `context`. */
  address: z.string().max(1000).optional(),
  context: z.string().max(200).optional(),
  /** The folder of `ca.pem`, `cert.pem` and `key.pem` for `tcp://`. */
  certificates: z.string().max(4096).optional(),
  production: z.boolean().default(false),
  /** Omitted: the next range from 7000 on that no other engine has. */
  ports: portRange.optional(),
});
export type AddMachineInput = z.infer<typeof addMachineInput>;

/** One step of a connection test, in order. */
export const connectionStep = z.object({
  id: z.enum(['name', 'tcp', 'ssh', 'api', 'identity', 'rights', 'clock', 'memory', 'disk', 'swarm']),
  /** `warning`: it works, but will cause trouble. `skipped`: does not apply, or an earlier step failed. */
  result: z.enum(['ok', 'warning', 'failed', 'skipped']),
  detail: z.string(),
  fix: z.string().nullable(),
});
export type ConnectionStep = z.infer<typeof connectionStep>;

export const connectionTest = z.object({
  name: z.string(),
  address: z.string(),
  ok: z.boolean(),
  steps: z.array(connectionStep),
});
export type ConnectionTest = z.infer<typeof connectionTest>;
