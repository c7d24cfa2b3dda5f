import { z } from 'zod';

/** Where a container engine is reached, as an instance's record keeps it. */
export const engineAddress = z.object({
  /** As `DOCKER_HOST` names it. */
  host: z.string(),
  tls: z.boolean(),
  /** The folder with the certificates that `DOCKER_CERT_PATH` named. */
  certificates: z.string().nullable(),
});
export type EngineAddress = z.infer<typeof engineAddress>;
