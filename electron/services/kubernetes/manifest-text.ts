import { stringify } from 'yaml';
import type { KubernetesNote } from '../../../shared/contract/kubernetes.ts';
import { backupJob, backupVolume } from './backup-objects.ts';
import type { ManifestInput } from './pod-parts.ts';
import { PLACEHOLDER } from './scripts.ts';
import { configMap, secret, services, statefulSet } from './server-objects.ts';

/** The manifests in the order in which a cluster needs them. */
export function manifestsOf(input: ManifestInput, password: string): readonly object[] {
  return [
    secret(input, password),
    configMap(input),
    ...services(input),
    statefulSet(input),
    backupVolume(input),
    backupJob(input),
  ];
}

/**
 * The manifests as one file. kubectl reads YAML 1.1, in which `yes` and `012` are no strings: such strings are quoted.
 * @param head comments at its beginning
 */
export function manifestText(manifests: readonly object[], head: readonly string[]): string {
  const documents = manifests.map((manifest) =>
    stringify(manifest, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0 }),
  );
  return [...head.map(asComment), ...documents.map((text) => `---\n${text}`)].join('');
}

/** The beginning of the file: how to apply it, how to set the password, and what differs. */
export function headOf(
  { names, namespace }: Pick<ManifestInput, 'names' | 'namespace'>,
  {
    id,
    file,
    password,
    notes,
  }: {
    readonly id: string;
    readonly file: string;
    readonly password: boolean;
    readonly notes: readonly KubernetesNote[];
  },
): readonly string[] {
  const flag = namespace === null ? '' : ` --namespace ${namespace}`;
  return [
    `Redis instance ${id}, exported by Vrooli Redis Desktop. Its data is not part of these manifests.`,
    `Apply: kubectl apply --filename ${file}`,
    ...(password
      ? ['The Secret contains the password: keep this file private, and out of version control.']
      : [
          `The pod does not start before ${PLACEHOLDER} in the Secret is replaced. Replace it in this file, or set the password`,
          'from a file each time after applying:',
          `  kubectl create secret generic ${names.secret}${flag} --from-file=password=FILE --dry-run=client --output=yaml | kubectl apply --filename -`,
          `  kubectl delete pod ${names.base}-0${flag}`,
          '  The file holds the password without a line break at its end.',
        ]),
    ...(notes.length === 0 ? [] : ['', 'What differs from the instance:', ...notes.map(({ text }) => `- ${text}`)]),
  ];
}

/** A line break in a name must not end the comment. */
function asComment(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  return `${`# ${line.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]/g, ' ')}`.trimEnd()}\n`;
}
