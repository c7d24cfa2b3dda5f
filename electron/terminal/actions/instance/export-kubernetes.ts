import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { KubernetesExport } from '../../../../shared/contract/kubernetes.ts';
import { MAX_KEPT_BACKUPS } from '../../../../shared/kubernetes-names.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { mayReplace, writeOutput } from './output-file.ts';
import * as instanceWords from './words.ts';

export const exportKubernetes = defineAction({
  name: 'export-kubernetes',
  summary: instanceWords.exportAsKubernetesManifests,
  details: [
    instanceWords.kubernetesHasTheseObjects,
    instanceWords.kubernetesHasNoData,
    instanceWords.kubernetesHidesThePassword,
    instanceWords.kubernetesOutputIsAFile,
  ],
  flags: [...instanceFlags, 'output', 'namespace', 'storage', 'cron', 'keep', 'include-password'],
  async run(context, args) {
    const { output, stop } = context;
    const { namespace, storage, cron, keep } = args;
    const id = instanceOf(args);
    if (keep !== undefined && (keep < 1 || keep > MAX_KEPT_BACKUPS)) {
      const expected = instanceWords.keptBackupsFrom(MAX_KEPT_BACKUPS);
      throw badUsage('--keep', expected, instanceWords.keepNeedsKeptBackups(keep, expected));
    }
    const { kubernetes } = await context.api();
    const request = { id, namespace, storage, cron, keep, includePassword: args['include-password'] === 'yes' };
    const found = await stop.orStop(kubernetes.export(request));
    if (args.output === undefined) {
      output.text(found, found.yaml);
      return exitCodes.done;
    }
    const path = await fileAt(resolve(args.output), found.file);
    const replaces = await mayReplace(context, args, path);
    await writeOutput(path, found.yaml, replaces, 0o600);
    const { yaml: _, ...document } = found;
    output.answer({ ...document, path }, writtenLines(path, found));
    return exitCodes.done;
  },
});

/** In a folder, the file gets the default name. */
async function fileAt(path: string, name: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ? join(path, name) : path;
}

function writtenLines(path: string, { name, notes, containsPassword }: KubernetesExport): readonly string[] {
  return [
    instanceWords.kubernetesWritten(path, name),
    containsPassword
      ? instanceWords.kubernetesFileHasThePassword
      : instanceWords.kubernetesNeedsAPassword(`${name}-auth`),
    ...notes.map(({ text }) => `- ${text}`),
  ];
}
