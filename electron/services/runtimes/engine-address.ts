import { z } from 'zod';

/** The address of a container engine, as instance records store it. */
export const engineAddress = z.object({
  /** In the format of `DOCKER_HOST`. */
  host: z.string(),
  tls: z.boolean(),
  /** The certificate folder of `DOCKER_CERT_PATH`. */
  certificates: z.string().nullable(),
});
export type EngineAddress = z.infer<typeof engineAddress>;
