import { IconArchive } from '@tabler/icons-react';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { BackUpButton } from './backups-tools.tsx';

export function NoBackups({ instance }: { readonly instance: string | null }) {
  return (
    <EmptyState
      icon={IconArchive}
      title={instance === null ? 'No backups yet' : `No backups of ${instance} yet`}
      text={
        <>
          Backups run in the background without blocking clients. Each one is then loaded into a scratch Redis and its
          keys are counted, so you know that it restores before you need it.
        </>
      }
      actions={<BackUpButton instance={instance} />}
      line={terminalLine('backup', instanceFlag(instance ?? undefined))}
    />
  );
}
