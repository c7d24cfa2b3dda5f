import { z } from 'zod';
import { procedure } from './base.ts';
import { face, port } from './values.ts';

/** The port of redis_exporter (https://github.com/prometheus/prometheus/wiki/Default-port-allocations). */
export const DEFAULT_EXPORTER_PORT = 9121;

/** Where the metrics are, below `http://127.0.0.1:<port>`. */
export const EXPORTER_PATHS = { json: '/api/resources/redis/metrics', prometheus: '/metrics' } as const;

/** Whether programs of this machine can read the metrics, and where. */
export const exporterState = z.object({
  enabled: z.boolean(),
  port,
  /** `waiting`: switched on, but no window, tray or `serve` runs to serve them. `failed`: `message` says why. */
  state: z.enum(['off', 'serving', 'waiting', 'failed']),
  message: z.string().nullable(),
  /** Who serves them, or has tried to. */
  by: z.object({ face, pid: z.number().int() }).nullable(),
  /** What `status` says of every instance, as JSON. */
  jsonUrl: z.string(),
  /** In the text format of Prometheus. */
  prometheusUrl: z.string(),
});
export type ExporterState = z.infer<typeof exporterState>;

export const exporter = {
  state: procedure.output(exporterState),
  /** What is left out stays as it is. Returns when it is served, or it is known why not. BAD_VALUE for a port of Redis. */
  save: procedure.input(z.object({ enabled: z.boolean().optional(), port: port.optional() })).output(exporterState),
};
