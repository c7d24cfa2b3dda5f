import { Button, Switch, TextInput } from '@mantine/core';
import { IconDownload, IconFileCode } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { KubernetesExport } from '../../../shared/contract/kubernetes.ts';
import { namespacePattern, storagePattern } from '../../../shared/kubernetes-names.ts';
import { api, orpc, useConnection } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { showDone } from '../../client/toasts.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { CodeExample } from '../../components/form/code-example.tsx';
import { CommandLine } from '../../components/form/command-line.tsx';
import { CopyButton } from '../../components/form/copy-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { saveFile } from '../../lib/save-file.ts';
import { copySecret } from '../../lib/secret-clipboard.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { instanceFlag } from '../instances/commands/instance-commands.ts';
import classes from './kubernetes-panel.module.css';
import * as integrationWords from './words.ts';

/** The inputs of the export; null: chosen by kubectl, or derived from the settings. */
interface Choice {
  readonly namespace: string | null;
  readonly storage: string | null;
}

/** The instance as manifests for a Kubernetes cluster. */
export function KubernetesPanel({ instance }: { readonly instance: InstanceStatus }) {
  const { id, state, passwordSet } = instance;
  const connected = useConnection().state === 'connected';
  const [namespace, setNamespace] = useState('');
  const [storage, setStorage] = useState('');
  const [withPassword, setWithPassword] = useState(false);
  const [shown, setShown] = useState<Choice | null>(null);
  const choice: Choice = { namespace: namespace.trim() || null, storage: storage.trim() || null };
  const badNamespace = choice.namespace !== null && !namespacePattern.test(choice.namespace);
  const badStorage = choice.storage !== null && !storagePattern.test(choice.storage);
  const blocked = !connected || state === 'missing' || badNamespace || badStorage;
  const includePassword = withPassword && passwordSet;
  const flags = { ...instanceFlag(id), ...choice, ...(includePassword && { 'include-password': 'yes' }) };
  return (
    <Section title={integrationWords.kubernetes}>
      <p className={classes.text}>
        {integrationWords.kubernetesManifestsOfThisInstance}
        {state === 'missing' && ` ${integrationWords.installIdToExportIt(id)}`}
      </p>
      <form
        className={classes.controls}
        onSubmit={(event) => {
          event.preventDefault();
          if (!blocked) setShown(choice);
        }}
      >
        <TextInput
          label={integrationWords.namespace}
          placeholder={integrationWords.thatOfKubectl}
          className={classes.field}
          value={namespace}
          autoComplete="off"
          spellCheck={false}
          error={badNamespace && integrationWords.enterANamespace}
          onChange={(event) => setNamespace(event.currentTarget.value)}
        />
        <TextInput
          label={integrationWords.dataVolume}
          placeholder={integrationWords.fromMaxmemory}
          className={classes.field}
          value={storage}
          autoComplete="off"
          spellCheck={false}
          error={badStorage && integrationWords.enterAVolumeSize}
          onChange={(event) => setStorage(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" leftSection={<IconFileCode size={14} />} disabled={blocked}>
          {integrationWords.showManifests}
        </Button>
      </form>
      {passwordSet && (
        <Switch
          className={classes.switch}
          label={integrationWords.includeThePassword}
          description={integrationWords.thePasswordIsNeverShownHere}
          checked={withPassword}
          onChange={(event) => setWithPassword(event.currentTarget.checked)}
        />
      )}
      {shown !== null && <Manifests id={id} choice={shown} includePassword={includePassword} />}
      <div className={classes.line}>
        <CommandLine line={terminalLine('export-kubernetes', { ...flags, output: `redis-${id}.yaml` })} />
      </div>
    </Section>
  );
}

interface ManifestsProps {
  readonly id: string;
  readonly choice: Choice;
  readonly includePassword: boolean;
}

/** The shown text contains no password. It is fetched when the user copies or saves, and is not kept. */
function Manifests({ id, choice, includePassword }: ManifestsProps) {
  const connected = useConnection().state === 'connected';
  const input = { id, ...choice };
  const { data, error, refetch, isFetching } = useQuery(
    orpc.kubernetes.export.queryOptions({ input, meta: { doing: integrationWords.exportIdToKubernetes(id) } }),
  );
  const real = async (found: KubernetesExport) =>
    includePassword ? api.kubernetes.export({ ...input, includePassword }) : found;
  const save = useAppMutation({
    doing: integrationWords.saveTheManifestsOfId(id),
    run: real,
    onSuccess: ({ file, yaml }) => saveFile(file, yaml, 'application/yaml;charset=utf-8'),
  });
  if (error !== null && data === undefined)
    return (
      <ErrorState
        title={integrationWords.couldNotExportId(id)}
        error={error}
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  if (data === undefined) return <SkeletonRows rows={8} widths={[220, 300]} />;
  const blocked = includePassword && !connected ? integrationWords.thePasswordNeedsAConnection : null;
  return (
    <>
      {data.notes.length > 0 && (
        <>
          <h3 className={classes.heading}>{integrationWords.whatDiffersInAPod}</h3>
          <ul className={classes.notes}>
            {data.notes.map(({ subject, text }) => (
              <li key={subject}>{text}</li>
            ))}
          </ul>
        </>
      )}
      <CodeExample text={data.yaml}>
        <CopyButton
          value={async () => (await real(data)).yaml}
          what={integrationWords.theManifests}
          blocked={blocked}
          copyAs={includePassword ? copyWithPassword : copyText}
        />
      </CodeExample>
      <Button
        className={classes.save}
        variant="default"
        leftSection={<IconDownload size={14} />}
        disabled={blocked !== null}
        loading={save.isPending}
        onClick={() => save.mutate(data)}
      >
        {integrationWords.saveFileName(data.file)}
      </Button>
    </>
  );
}

async function copyWithPassword(value: string | (() => Promise<string>)): Promise<void> {
  showDone(integrationWords.copied, await copySecret(async () => (typeof value === 'string' ? value : value())));
}
