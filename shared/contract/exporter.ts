import { z } from 'zod';
import { procedure } from './base.ts';
import { clientKind, port } from './values.ts';

/** The paths of the metrics below `http://127.0.0.1:<port>`. */
export const EXPORTER_PATHS = { json: '/api/resources/redis/metrics', prometheus: '/metrics' } as const;

/** Whether and where local programs can read the metrics. */
export const exporterState = z.object({
  enabled: z.boolean(),
  port,
  /** `waiting`: switched on, but no window, tray or `serve` runs to serve them. `failed`: `message` has the reason. */
  state: z.enum(['off', 'serving', 'waiting', 'failed']),
  message: z.string().nullable(),
  /** The process that serves them or tried to. */
  by: z.object({ face: clientKind, pid: z.number().int() }).nullable(),
  /** The status of every instance as JSON. */
  jsonUrl: z.string(),
  /** In the text format of Prometheus. */
  prometheusUrl: z.string(),
});
export type ExporterState = z.infer<typeof exporterState>;

export const exporter = {
  state: procedure.output(exporterState),
  /** Omitted fields do not change. Returns when the metrics are served or have failed. BAD_VALUE for a port of Redis. */
  save: procedure.input(z.object({ enabled: z.boolean().optional(), port: port.optional() })).output(exporterState),
};
