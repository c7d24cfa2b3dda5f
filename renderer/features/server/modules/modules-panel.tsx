import { Button } from '@mantine/core';
import { IconPlus, IconPuzzle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { InstalledModule, ModulesState } from '../../../../shared/contract/modules.ts';
import { orpc, useConnection } from '../../../client/api.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { fileTaker } from '../../../lib/file-taker.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import classes from '../frame/panel.module.css';
import { PanelContent } from '../frame/panel-content.tsx';
import { PlainTable } from '../frame/plain-table.tsx';
import * as modulesWords from '../words/modules.ts';
import { LoadModuleDialog } from './load-module-dialog.tsx';
import { moduleColumns, nameOf, valuesList } from './module-columns.tsx';
import { UnloadModuleDialog } from './unload-module-dialog.tsx';

/** The Redis modules of an instance: what each adds, who loads it, and loading and unloading. */
export function ModulesPanel({ id }: { readonly id: string }) {
  const query = useQuery(
    orpc.modules.state.queryOptions({ input: { id }, staleTime: 0, meta: { doing: modulesWords.readModules(id) } }),
  );
  const connected = useConnection().state === 'connected';
  // Null while the dialog is closed; a dropped file opens it.
  const [loading, setLoading] = useState<{ readonly file: File | null } | null>(null);
  const [unloading, setUnloading] = useState<InstalledModule | null>(null);
  useEffect(() => {
    fileTaker.set({
      words: modulesWords.dropToLoad(id),
      take: ([file]) => file !== undefined && setLoading({ file }),
    });
    return () => fileTaker.set(null);
  }, [id]);
  const load = (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlus size={14} />}
      disabled={!connected}
      onClick={() => setLoading({ file: null })}
    >
      {modulesWords.load}
    </Button>
  );
  const report = {
    data: query.data,
    error: query.error,
    retry: () => void query.refetch(),
    retrying: query.isFetching,
  };
  return (
    <>
      <PanelContent id={id} panel="modules" report={report} scrolls>
        {(state) => (
          <>
            <Notes state={state} />
            {state.modules.length === 0 ? (
              <EmptyState
                icon={IconPuzzle}
                title={modulesWords.noneTitle(id)}
                text={modulesWords.noneText}
                actions={load}
              />
            ) : (
              <Section title={modulesWords.listOf(id)} aside={load}>
                <PlainTable
                  label={modulesWords.listOf(id)}
                  columns={moduleColumns(setUnloading)}
                  rows={state.modules}
                  rowId={(module, index) => `${nameOf(module)} ${index}`}
                />
                <Values state={state} />
              </Section>
            )}
          </>
        )}
      </PanelContent>
      <div className={classes.foot}>
        <CommandLine line={terminalLine('modules', instanceFlag(id))} />
      </div>
      <LoadModuleDialog
        id={id}
        asked={loading}
        running={query.data?.running ?? true}
        onClose={() => setLoading(null)}
      />
      <UnloadModuleDialog id={id} module={unloading} onClose={() => setUnloading(null)} />
    </>
  );
}

/** Why the list is not the server's own. */
function Notes({ state: { running, refusal, modules } }: { readonly state: ModulesState }) {
  if (refusal === null && (running || modules.length === 0)) return null;
  return (
    <div className={classes.notes}>
      <p className={refusal === null ? undefined : classes.attention}>
        {refusal === null ? modulesWords.stopped : modulesWords.refused(refusal)}
      </p>
    </div>
  );
}

function Values({ state: { values } }: { readonly state: ModulesState }) {
  if (values === null || values.types.length === 0) return null;
  const list = valuesList(values.types);
  return (
    <p className={classes.paragraph}>
      {values.isComplete ? modulesWords.values(list) : modulesWords.valuesAtLeast(list)}
    </p>
  );
}
