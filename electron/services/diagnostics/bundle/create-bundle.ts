import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Diagnosis, DiagnosticsBundle } from '../../../../shared/contract/diagnostics.ts';
import { diagnosisMarkdown, reportName } from '../../../../shared/diagnosis-report.ts';
import type { Activity } from '../../activity/log/activity.ts';
import type { Engines } from '../../instances/engines/engines.ts';
import type { Logs } from '../../logs/logs.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import type { Settings } from '../../settings/settings.ts';
import { answerWithin } from '../time-limit.ts';
import { scrubbed, secretsIn } from './scrub.ts';

const LOG_LINES = 200;
const EVENTS = 200;
const SOURCE_MS = 3000;
const compress = promisify(gzip);

export interface BundleDeps {
  readonly engines: Pick<Engines, 'list'>;
  readonly settings: Pick<Settings, 'describe'>;
  readonly logs: Pick<Logs, 'recent'>;
  readonly activity: Pick<Activity, 'list'>;
  /** The effective configuration of an instance, with its secrets; null if there is none. */
  readonly configuration: (id: string) => Promise<RedisConf | null>;
  readonly appLog: string;
}

/**
 * Packs a diagnosis with the files that help to understand it. For each unreadable file, the bundle has a file that
 * says why. Every text is searched for every secret of the instances before it is packed.
 * @param ids of the instances
 */
export async function createBundle(
  deps: BundleDeps,
  diagnosis: Diagnosis,
  ids: readonly string[],
): Promise<DiagnosticsBundle> {
  const found = await Promise.all(ids.map((id) => answerWithin(SOURCE_MS, () => deps.configuration(id))));
  const secrets = found.flatMap(({ value }) => (value === null ? [] : secretsIn(value)));
  const unread = ids.filter((_, index) => found[index]?.reason !== null);
  const files = await filesOf(deps, diagnosis, ids, new Set(unread));
  const folder = reportName(diagnosis);
  const content = await packed(files.map(([name, text]): File => [`${folder}/${name}`, scrubbed(text, secrets)]));
  return { fileName: `${folder}.tar.gz`, content: content.toString('base64'), diagnosis };
}

type File = readonly [name: string, text: string];

async function filesOf(
  deps: BundleDeps,
  diagnosis: Diagnosis,
  ids: readonly string[],
  unread: ReadonlySet<string>,
): Promise<readonly File[]> {
  const { platform, arch, version: node } = process;
  const files = [
    fileOf('versions.json', async () => json({ platform, arch, node, runtimes: await deps.engines.list() })),
    fileOf('operations.jsonl', async () => {
      const { items } = await deps.activity.list({ limit: EVENTS });
      return items.map((event) => `${JSON.stringify(event)}\n`).join('');
    }),
    fileOf('app.log', async () => lastLines((await readStateFile(deps.appLog)) ?? '')),
    ...ids.flatMap((id) => [
      fileOf(`${id}/redis.conf`, async () => (await deps.settings.describe(id)).text),
      // Without its configuration, its secrets are unknown, and its log may contain one.
      ...(unread.has(id) ? [] : [fileOf(`${id}/redis.log`, () => logOf(deps, id))]),
    ]),
  ];
  return [['report.md', diagnosisMarkdown(diagnosis)], ['report.json', json(diagnosis)], ...(await Promise.all(files))];
}

async function fileOf(name: string, read: () => Promise<string>): Promise<File> {
  const { value, reason } = await answerWithin(SOURCE_MS, read);
  return value === null ? [`${name}.unreadable.txt`, `${reason}\n`] : [name, value];
}

async function logOf({ logs }: BundleDeps, id: string): Promise<string> {
  const { items, notes } = await logs.recent({ id, lines: LOG_LINES });
  return [...notes, ...items.map(({ at, text }) => `${at ?? '-'} ${text}`), ''].join('\n');
}

function lastLines(text: string): string {
  return text.split('\n').slice(-LOG_LINES).join('\n');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function packed(files: readonly File[]): Promise<Buffer> {
  const tar = pack();
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    tar.on('data', (chunk) => chunks.push(chunk as Buffer));
    tar.on('end', resolve);
    tar.on('error', reject);
  });
  for (const [name, text] of files) tar.entry({ name, mode: 0o600 }, text);
  tar.finalize();
  await ended;
  return compress(Buffer.concat(chunks));
}
