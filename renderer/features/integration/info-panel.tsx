import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import { api, useConnection } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { CommandLine } from '../../components/form/command-line.tsx';
import { Section } from '../../components/layout/section.tsx';
import { saveFile } from '../../lib/save-file.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { instanceFlag } from '../instances/commands/instance-commands.ts';
import classes from './metrics-panel.module.css';
import * as integrationWords from './words.ts';

/** Saves the full INFO output as a file. */
export function InfoPanel({ instance }: { readonly instance: InstanceStatus }) {
  const { id, state } = instance;
  const connected = useConnection().state === 'connected';
  const answers = state !== 'missing' && state !== 'stopped';
  const file = id === MAIN ? 'redis_metrics.txt' : `redis_metrics-${id}.txt`;
  const save = useAppMutation({
    doing: integrationWords.saveInfoOfId(id),
    run: () => api.metrics.info({ id }),
    onSuccess: ({ text }) => saveFile(file, text),
  });
  return (
    <Section title={integrationWords.info}>
      <div className={classes.row}>
        <p className={classes.text}>
          {integrationWords.fullInfoOutput}
          <code>redis-cli INFO</code>
          {integrationWords.printsIt}
          {!answers && integrationWords.startIdToSaveIt(id)}
        </p>
        <Button
          variant="default"
          leftSection={<IconDownload size={14} />}
          disabled={!answers || !connected}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {integrationWords.saveInfo}
        </Button>
      </div>
      <div className={classes.line}>
        <CommandLine line={terminalLine('info', { ...instanceFlag(id), output: file })} />
      </div>
    </Section>
  );
}
