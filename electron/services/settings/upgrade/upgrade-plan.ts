import { can } from '../../../../shared/contract/runtimes.ts';
import type { UpgradePlan } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { keyspace } from '../../redis/info/info.ts';
import { gather } from '../plan/gather.ts';
import type { SettingsDeps } from '../plan/settings-deps.ts';
import { versionNow, wantedImage, whyNotSaved, whyUnreadable } from './upgrade.ts';

/** Plans an upgrade. The version of an image that is not pulled yet is unknown. */
export async function planUpgrade(deps: SettingsDeps, id: string, image: string | undefined): Promise<UpgradePlan> {
  const gathered = await gather(deps, id, { names: [], own: false });
  try {
    const { runtime, facts, instance, silent } = gathered;
    const hasImage = can(runtime.kind, 'image');
    const wanted = hasImage ? (image ?? wantedImage(deps, gathered)) : null;
    const version = await runtime.versionOf(wanted ?? '', instance.record?.engineName);
    const keys = facts.info ? keyspace(facts.info).reduce((sum, database) => sum + database.keys, 0) : null;
    return {
      id,
      runtime: runtime.kind,
      running: facts.running,
      from: { version: versionNow(gathered), image: hasImage ? (instance.entry?.image ?? null) : null },
      to: { version, image: wanted },
      keys,
      blocked: silent
        ? `${id} is running but not responding. Fix that first (see its log), or stop it.`
        : facts.refusal !== null
          ? whyNotSaved(id, facts.refusal)
          : hasImage || image === undefined
            ? whyUnreadable(gathered, version)
            : `${id} runs as a process and has no image.`,
      steps: [
        hasImage
          ? `Pull ${wanted}, or use the local image if no registry is reachable.`
          : 'Use the installed redis-server.',
        'Take a safety backup, if there is data.',
        ...(facts.running ? ['Pause writes, save, and stop Redis.'] : []),
        hasImage
          ? 'Recreate the container from the new image with the same data and settings.'
          : 'Record the new version.',
        ...(facts.running
          ? [
              'Start Redis and wait until its data is loaded.',
              `Count the keys${keys === null ? '' : ` (${counted(keys, 'key')} now)`}; roll back to the old version if any is missing.`,
            ]
          : []),
      ],
    };
  } finally {
    gathered.release();
  }
}
