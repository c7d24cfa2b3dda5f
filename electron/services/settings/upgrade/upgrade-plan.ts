import type { UpgradePlan } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { keyspace } from '../../redis/info/info.ts';
import { gather } from '../plan/gather.ts';
import type { SettingsDeps } from '../settings-deps.ts';
import { versionNow, wantedImage, whyNotSaved, whyUnreadable } from './upgrade.ts';

/** What an upgrade would do. Of an image that is not here yet the version is known only when it was fetched. */
export async function planUpgrade(deps: SettingsDeps, id: string, image: string | undefined): Promise<UpgradePlan> {
  const gathered = await gather(deps, id, { names: [], own: false });
  try {
    const { runtime, facts, known, silent } = gathered;
    const docker = runtime.kind === 'docker';
    const wanted = docker ? (image ?? wantedImage(deps, gathered)) : null;
    const version = await runtime.versionOf(wanted ?? '');
    const keys = facts.info ? keyspace(facts.info).reduce((sum, database) => sum + database.keys, 0) : null;
    return {
      id,
      runtime: runtime.kind,
      running: facts.running,
      from: { version: versionNow(gathered), image: docker ? (known.entry?.image ?? null) : null },
      to: { version, image: wanted },
      keys,
      blocked: silent
        ? `${id} runs but does not answer. Mend that first (its log says why), or stop it.`
        : facts.refusal !== null
          ? whyNotSaved(id, facts.refusal)
          : docker || image === undefined
            ? whyUnreadable(gathered, version)
            : `${id} runs as a process and has no image.`,
      steps: [
        docker
          ? `Get ${wanted}: from the registry where one answers, else the one that is here.`
          : 'Take the Redis program that is installed now.',
        'Take a safety backup, unless there is nothing to lose.',
        ...(facts.running ? ['Hold writes back, save, and end Redis.'] : []),
        docker
          ? 'Make the container again from the new image around the same data and settings.'
          : 'Note the new program.',
        ...(facts.running
          ? [
              'Start it and wait until its data is loaded.',
              `Count the keys${keys === null ? '' : ` (${counted(keys, 'key')} now)`}; the old version comes back when any is missing.`,
            ]
          : []),
      ],
    };
  } finally {
    gathered.release();
  }
}
