import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { InstalledModule } from '../../../../shared/contract/modules.ts';
import { orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { FailureBox } from '../../../components/feedback/failure-box.tsx';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import * as modulesWords from '../words/modules.ts';
import { changeModules } from './do-modules.ts';
import classes from './load-module-dialog.module.css';
import { nameOf, valuesList } from './module-columns.tsx';

interface UnloadModuleDialogProps {
  readonly id: string;
  /** Null while it is closed. */
  readonly module: InstalledModule | null;
  readonly onClose: () => void;
}

/** Asks before a module is unloaded, with the keys that only it can read. */
export function UnloadModuleDialog({ id, module, onClose }: UnloadModuleDialogProps) {
  // Keeps the text while the dialog fades out.
  const [shown, setShown] = useState<InstalledModule | null>(null);
  useEffect(() => {
    if (module !== null) setShown(module);
  }, [module]);
  const name = shown?.name ?? shown?.file ?? '';
  const request = { kind: 'unload', name } as const;
  const plan = useQuery(
    orpc.modules.plan.queryOptions({
      input: { id, request },
      enabled: module !== null && name !== '',
      staleTime: 0,
      gcTime: 0,
      retry: false,
      meta: { doing: modulesWords.checkWhatIsLost },
    }),
  );
  if (shown === null) return null;
  const isReady = plan.data !== undefined && plan.error === null && !plan.isFetching;
  const loses = (plan.data?.lost.length ?? 0) > 0;
  return (
    <ConfirmDialog
      opened={module !== null}
      onClose={onClose}
      title={modulesWords.unloadTitle(nameOf(shown), id)}
      confirmLabel={modulesWords.unloadIt}
      destructive={loses}
      protects={loses ? [id] : []}
      blocked={isReady ? null : ''}
      line={terminalLine('modules', { ...instanceFlag(id), unload: name, yes: loses ? 'yes' : null })}
      onConfirm={(onProgress) => changeModules(id, request, onProgress)}
    >
      {plan.isFetching && <p>{modulesWords.counting}</p>}
      {plan.error !== null && !plan.isFetching && <FailureBox role="status">{reasonOf(plan.error).message}</FailureBox>}
      {isReady && plan.data !== undefined && (
        <div role="status" className={classes.lost}>
          {loses ? (
            <>
              <p>
                <strong>{modulesWords.loses(valuesList(plan.data.lost))}</strong>
              </p>
              <p>{modulesWords.backupFirst}</p>
            </>
          ) : (
            <p>{modulesWords.losesNothing}</p>
          )}
          <div className={classes.outcome}>
            {plan.data.commands !== null && plan.data.commands.length > 0 && (
              <p>{modulesWords.commandsGo(plan.data.commands.join(', '))}</p>
            )}
            <p>{modulesWords.restartsOnce}</p>
          </div>
        </div>
      )}
    </ConfirmDialog>
  );
}
