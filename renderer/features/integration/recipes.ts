import type { ExporterState } from '../../../shared/contract/exporter.ts';
import { EXPORTER_PATHS } from '../../../shared/contract/exporter.ts';
import { quoted } from '../../lib/terminal-line.ts';

type Urls = Pick<ExporterState, 'jsonUrl' | 'prometheusUrl' | 'port'>;

/** An example of how a program reads the metrics. */
export interface Recipe {
  readonly id: string;
  readonly label: string;
  /** What to do with the text. */
  readonly hint: string;
  readonly text: (urls: Urls) => string;
  /** The file name to save it as; null: not useful as a file. */
  readonly file: string | null;
}

/** All values are filled in, ready to paste or import. */
export const recipes: readonly Recipe[] = [
  { id: 'curl', label: 'curl', hint: 'In a terminal on this computer.', text: curlLines, file: null },
  {
    id: 'prometheus',
    label: 'Prometheus',
    hint: 'Add it to prometheus.yml of a Prometheus on this computer.',
    text: scrapeConfig,
    file: 'prometheus-redis.yml',
  },
  {
    id: 'grafana',
    label: 'Grafana',
    hint: 'Names and labels match redis_exporter, so its dashboards and alerts work unchanged.',
    text: grafanaSteps,
    file: null,
  },
  {
    id: 'node-red',
    label: 'Node-RED',
    hint: `Import it as a flow. Node-RED then serves http://localhost:1880${EXPORTER_PATHS.json}.`,
    text: (urls) => JSON.stringify(nodeRedFlow(urls), null, 2),
    file: 'redis-metrics-flow.json',
  },
];

function curlLines({ jsonUrl, prometheusUrl }: Urls): string {
  return `curl -s ${quoted(jsonUrl)}\ncurl -s ${quoted(prometheusUrl)}`;
}

/** `honor_labels` keeps the instance id in the label `instance` instead of the scraped address. */
function scrapeConfig({ port }: Urls): string {
  return `scrape_configs:
  - job_name: redis
    honor_labels: true
    static_configs:
      - targets: ['127.0.0.1:${port}']`;
}

function grafanaSteps({ port }: Urls): string {
  return `1. Let Prometheus scrape 127.0.0.1:${port}, with honor_labels: true.
2. In Grafana: Dashboards, New, Import, and the number 763
   ("Redis Dashboard for Prometheus Redis Exporter 1.x").
3. Choose the Prometheus as its data source. The variable
   "instance" lists the instances.

Hit rate:   redis_keyspace_hits_total / (redis_keyspace_hits_total + redis_keyspace_misses_total)
Memory:     redis_memory_used_bytes / (redis_memory_max_bytes > 0)
Commands:   sum by (instance, cmd) (rate(redis_commands_duration_seconds_total[5m]))
Down:       redis_up == 0`;
}

/**
 * A flow that serves our JSON document at the documented path of Node-RED. It drops our headers, because the content
 * length differs from that of Node-RED's output.
 * @see https://nodered.org/docs/user-guide/editor/workspace/import-export
 */
export function nodeRedFlow({ jsonUrl }: Pick<Urls, 'jsonUrl'>): readonly Readonly<Record<string, unknown>>[] {
  const z = 'vrooliredis0000';
  const id = (part: number) => `vrooliredis000${part}`;
  const place = (column: number) => ({ z, x: 160 + column * 220, y: 80 });
  return [
    { id: z, type: 'tab', label: 'Redis metrics', disabled: false, info: '' },
    {
      id: id(1),
      type: 'http in',
      ...place(0),
      name: 'Metrics request',
      url: EXPORTER_PATHS.json,
      method: 'get',
      upload: false,
      swaggerDoc: '',
      wires: [[id(2)]],
    },
    {
      id: id(2),
      type: 'http request',
      ...place(1),
      name: 'Vrooli Redis Desktop',
      method: 'GET',
      ret: 'obj',
      paytoqs: 'ignore',
      url: jsonUrl,
      tls: '',
      persist: false,
      proxy: '',
      insecureHTTPParser: false,
      authType: '',
      senderr: false,
      headers: [],
      wires: [[id(3)]],
    },
    {
      id: id(3),
      type: 'function',
      ...place(2),
      name: 'Keep the body',
      func: [
        'delete msg.headers;',
        "if (typeof msg.statusCode !== 'number') {",
        '  msg.statusCode = 503;',
        "  msg.payload = { error: 'The metrics of Redis are not served now. Is the app running?' };",
        '}',
        'return msg;',
      ].join('\n'),
      outputs: 1,
      noerr: 0,
      initialize: '',
      finalize: '',
      libs: [],
      wires: [[id(4)]],
    },
    { id: id(4), type: 'http response', ...place(3), name: '', statusCode: '', headers: {}, wires: [] },
  ];
}
