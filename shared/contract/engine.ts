import { z } from 'zod';
import { procedure } from './base.ts';
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
  list: procedure.output(z.array(engine)),
};
