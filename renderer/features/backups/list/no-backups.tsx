import { IconArchive } from '@tabler/icons-react';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import * as listWords from '../words/list.ts';
import { BackUpButton } from './backups-tools.tsx';

export function NoBackups({ instance }: { readonly instance: string | null }) {
  return (
    <EmptyState
      icon={IconArchive}
      title={instance === null ? listWords.noBackupsYet : listWords.noBackupsOfInstanceYet(instance)}
      text={listWords.backupsRunInTheBackgroundWithout}
      actions={<BackUpButton instance={instance} />}
      line={terminalLine('backup', instanceFlag(instance ?? undefined))}
    />
  );
}
