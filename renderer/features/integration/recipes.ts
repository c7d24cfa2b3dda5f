import type { ExporterState } from '../../../shared/contract/exporter.ts';
import { EXPORTER_PATHS } from '../../../shared/contract/exporter.ts';
import { quoted } from '../../../shared/format/shell-word.ts';
import * as integrationWords from './words.ts';

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
  {
    id: 'curl',
    label: integrationWords.curl,
    hint: integrationWords.inATerminalOnThisComputer,
    text: curlLines,
    file: null,
  },
  {
    id: 'prometheus',
    label: integrationWords.prometheus,
    hint: integrationWords.addItToPrometheusYmlOf,
    text: scrapeConfig,
    file: 'prometheus-redis.yml',
  },
  {
    id: 'grafana',
    label: integrationWords.grafana,
    hint: integrationWords.namesAndLabelsMatchRedisExporter,
    text: grafanaSteps,
    file: null,
  },
  {
    id: 'node-red',
    label: integrationWords.nodeRed,
    hint: integrationWords.importItAsAFlowNode(EXPORTER_PATHS.json),
    text: (urls) => JSON.stringify(nodeRedFlow(urls), null, 2),
    file: 'redis-metrics-flow.json',
  },
];

function curlLines({ jsonUrl, prometheusUrl }: Urls): string {
  return integrationWords.curlSJsonUrlCurlS(quoted(jsonUrl), quoted(prometheusUrl));
}

/** `honor_labels` keeps the instance id in the label `instance` instead of the scraped address. */
function scrapeConfig({ port }: Urls): string {
  return integrationWords.scrapeConfigsJobNameRedisHonor(port);
}

function grafanaSteps({ port }: Urls): string {
  return integrationWords.letPrometheusScrape1270(port);
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
    { id: z, type: 'tab', label: integrationWords.redisMetrics, disabled: false, info: '' },
    {
      id: id(1),
      type: integrationWords.httpIn,
      ...place(0),
      name: integrationWords.metricsRequest,
      url: EXPORTER_PATHS.json,
      method: 'get',
      upload: false,
      swaggerDoc: '',
      wires: [[id(2)]],
    },
    {
      id: id(2),
      type: integrationWords.httpRequest,
      ...place(1),
      name: integrationWords.vrooliRedisDesktop,
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
      name: integrationWords.keepTheBody,
      func: [
        integrationWords.deleteMsgHeaders,
        integrationWords.ifTypeofMsgStatuscodeNumber,
        '  msg.statusCode = 503;',
        `  msg.payload = { error: '${integrationWords.notServedNow}' };`,
        '}',
        integrationWords.returnMsg,
      ].join('\n'),
      outputs: 1,
      noerr: 0,
      initialize: '',
      finalize: '',
      libs: [],
      wires: [[id(4)]],
    },
    { id: id(4), type: integrationWords.httpResponse, ...place(3), name: '', statusCode: '', headers: {}, wires: [] },
  ];
}
