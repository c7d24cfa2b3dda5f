import { z } from 'zod';
import { procedure } from './base.ts';
import { runtimeKind } from './values.ts';

/** A Docker engine, or the Redis program of this machine, as found now. */
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
  /** Only of docker: the image an installation would use, and whether it is here already. */
  image: z.object({ name: z.string(), present: z.boolean() }).nullable(),
  /** Only of docker: the image can be built from this machine's own redis-server when no registry answers. */
  canBuildImage: z.boolean(),
  problem: z.object({ message: z.string(), fix: z.string() }).nullable(),
});
export type Engine = z.infer<typeof engine>;

export const engines = {
  list: procedure.output(z.array(engine)),
};
