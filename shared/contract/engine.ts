import { z } from 'zod';
import { procedure } from './base.ts';
import { addMachineInput, connectionTest, dockerContext, engineName, machine, swarmNode } from './machine.ts';
import { runtimeKind } from './values.ts';

/** The current state of a Docker engine, or of the local redis-server. */
export const engine = z.object({
  runtime: runtimeKind,
  available: z.boolean(),
  /** `Docker`, `Podman`, `redis-server` or `valkey-server`. */
  product: z.string(),
  version: z.string().nullable(),
  /** The socket or the program's path. */
  endpoint: z.string().nullable(),
  answeredInMs: z.number().nullable(),
  rootless: z.boolean(),
  /** Docker only: the image that an installation would use, and whether it is present. */
  image: z.object({ name: z.string(), present: z.boolean() }).nullable(),
  /** Docker only: the image can be built from the local redis-server if no registry answers. */
  canBuildImage: z.boolean(),
  problem: z.object({ message: z.string(), fix: z.string() }).nullable(),
});
export type Engine = z.infer<typeof engine>;

export const engines = {
  /** The runtimes of this computer. */
  list: procedure.output(z.array(engine)),
  /** This computer's engine, then the others by name. */
  machines: procedure.output(z.array(machine)),
  /** `local` and the names of the others, without asking any. */
  names: procedure.output(z.array(z.object({ name: z.string(), production: z.boolean() }))),
  /** The Docker contexts of this user that name another engine. */
  contexts: procedure.output(z.array(dockerContext)),
  /** Connects first, and adds nothing that does not answer. */
  add: procedure.input(addMachineInput).output(machine),
  /** Refused while an instance is on it. */
  remove: procedure.input(z.object({ name: engineName })).output(z.object({ name: z.string() })),
  test: procedure.input(z.object({ name: z.string() })).output(connectionTest),
  /** The nodes of the swarm of an engine, the best place for a new tenant first. @throws BAD_VALUE for an engine that is no manager */
  nodes: procedure.input(z.object({ name: z.string() })).output(z.array(swarmNode)),
};
