import { AppError } from '../../../shared/contract/errors.ts';
import type { KubernetesNote } from '../../../shared/contract/kubernetes.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import type { Catalogue } from '../instances/registry/catalogue.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import type { Environment } from '../platform/home/environment.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { flattened, readEffectiveConf } from '../redis/conf/effective-conf.ts';
import { settingsOf } from '../redis/conf/server-settings.ts';
import { checkedCron } from './cron-schedule.ts';
import type { Kubernetes } from './kubernetes.ts';
import { headOf, manifestsOf, manifestText } from './manifest-text.ts';
import { objectNames } from './object-names.ts';
import { podConf } from './pod-conf.ts';
import { isExportable, PLACEHOLDER } from './scripts.ts';
import { sizesOf } from './sizes.ts';

interface KubernetesDeps {
  readonly catalogue: Catalogue;
  readonly environment: Pick<Environment, 'image'>;
}

export function createKubernetes(deps: KubernetesDeps): Kubernetes {
  return {
    async export({ id, namespace, storage, cron, keep, includePassword }) {
      const schedule = checkedCron(cron);
      const instance = await requireInstance(deps, id);
      const place = confPlaceOf(instance);
      const conf = await readEffectiveConf(place);
      if (conf === null)
        throw new AppError('NOT_FOUND', `${id} has no redis.conf, so there is nothing to export. Install it first.`, {
          what: 'instance',
          id,
        });
      const { password, passwordSet, memoryLimitBytes } = settingsOf(conf, place);
      const pod = podConf(flattened(conf));
      const sizes = sizesOf(memoryLimitBytes, storage, keep);
      const image = instance.record?.image ?? deps.environment.image;
      const names = objectNames(id);
      const shown = includePassword && password !== null && isExportable(password) ? password : null;
      const notes: readonly KubernetesNote[] = [
        ...passwordNotes(id, { password, passwordSet, includePassword }),
        ...imageNotes(id, image, can(instance.entry?.runtime ?? instance.record?.runtime, 'mounts')),
        ...sizes.notes,
        ...pod.notes,
      ];
      const input = { names, namespace, image, conf: pod.text, sizes, cron: schedule, keep };
      const file = `${names.base}.yaml`;
      const head = headOf(input, { id, file, password: shown !== null, notes });
      return {
        ...{ id, name: names.base, namespace, image, file },
        containsPassword: shown !== null,
        notes: [...notes],
        yaml: manifestText(manifestsOf(input, shown ?? PLACEHOLDER), head),
      };
    },
  };
}

function passwordNotes(
  id: string,
  found: { readonly password: string | null; readonly passwordSet: boolean; readonly includePassword: boolean },
): readonly KubernetesNote[] {
  const note = (text: string) => [{ subject: 'password', text }];
  if (found.password === null)
    return found.passwordSet
      ? note(`The password of ${id} is in its ACL as a hash, so it cannot be exported. Set one in the Secret.`)
      : note(
          `${id} has no password. In a cluster every pod could connect, so the pod needs one: set it in the Secret.`,
        );
  if (found.includePassword && !isExportable(found.password))
    return note(
      `The password of ${id} cannot be exported: it has control characters or is the placeholder. Set another one in the Secret.`,
    );
  return [];
}

function imageNotes(id: string, image: string, isContainer: boolean): readonly KubernetesNote[] {
  if (isContainer) return [];
  const text = `${id} runs as a process here. The pod uses the image ${image}: check that its version is not older.`;
  return [{ subject: 'image', text }];
}
