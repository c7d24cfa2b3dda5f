import type { ExporterState } from '../../../shared/contract/exporter.ts';
import { EXPORTER_PATHS } from '../../../shared/contract/exporter.ts';
import { quoted } from '../../lib/terminal-line.ts';

type Urls = Pick<ExporterState, 'jsonUrl' | 'prometheusUrl' | 'port'>;

/** How one kind of program reads the metrics. */
export interface Recipe {
  readonly id: string;
  readonly label: string;
  /** What to do with what stands below. */
  readonly hint: string;
  readonly text: (urls: Urls) => string;
  /** What it is called as a file; null where nobody would want one. */
  readonly file: string | null;
}

/** With everything filled in, to be pasted or imported. */
export const recipes: readonly Recipe[] = [
  { id: 'curl', label: 'curl', hint: 'In a terminal of this machine.', text: curlLines, file: null },
  {
    id: 'prometheus',
    label: 'Prometheus',
    hint: 'Part of prometheus.yml, for a Prometheus that runs on this machine.',
    text: scrapeConfig,
    file: 'prometheus-redis.yml',
  },
  {
    id: 'grafana',
    label: 'Grafana',
    hint: 'Names and labels are those of redis_exporter, so its dashboards and alerts fit as they are.',
    text: grafanaSteps,
    file: null,
  },
  {
    id: 'node-red',
    label: 'Node-RED',
    hint: `Import it as a flow: Node-RED then answers at http://localhost:1880${EXPORTER_PATHS.json}.`,
    text: (urls) => JSON.stringify(nodeRedFlow(urls), null, 2),
    file: 'redis-metrics-flow.json',
  },
];

function curlLines({ jsonUrl, prometheusUrl }: Urls): string {
  return `curl -s ${quoted(jsonUrl)}\ncurl -s ${quoted(prometheusUrl)}`;
}

/** `honor_labels`: the label `instance` is the instance's id, and not the address that was scraped. */
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
3. Choose the Prometheus as its data source; the instances stand
   in its list "instance".

Hit rate:   redis_keyspace_hits_total / (redis_keyspace_hits_total + redis_keyspace_misses_total)
Memory:     redis_memory_used_bytes / (redis_memory_max_bytes > 0)
Commands:   sum by (instance, cmd) (rate(redis_commands_duration_seconds_total[5m]))
Down:       redis_up == 0`;
}

/**
 * A flow that gives out our document at the path that Node-RED was promised to have. Headers of our answer are left
 * out: its length is not that of what Node-RED writes.
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
      name: 'Asked for metrics',
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
      name: 'Only its document',
      func: [
        'delete msg.headers;',
        "if (typeof msg.statusCode !== 'number') {",
        '  msg.statusCode = 503;',
        "  msg.payload = { error: 'The metrics of Redis are not served now: is the app open?' };",
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
