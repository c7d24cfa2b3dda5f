import { IconArchive } from '@tabler/icons-react';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { BackUpButton } from './backups-tools.tsx';

/** What a backup is, and the one thing to do. */
export function NoBackups({ instance }: { readonly instance: string | null }) {
  return (
    <EmptyState
      icon={IconArchive}
      title={instance === null ? 'No backup yet' : `No backup of ${instance} yet`}
      text={
        <>
          A backup is taken while the server runs and nobody waits for it. Then it is loaded in a scratch Redis and its
          keys are counted, so that you know it restores before you need it.
        </>
      }
      actions={<BackUpButton instance={instance} />}
      line={terminalLine('backup', instanceFlag(instance ?? undefined))}
    />
  );
}
