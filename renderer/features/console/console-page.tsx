import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { orpc } from '../../client/api.ts';
import { useStore } from '../../lib/store.ts';
import { CommandInput } from './command-input.tsx';
import { ConsoleHead } from './console-head.tsx';
import classes from './console-page.module.css';
import { ConsoleTabs } from './console-tabs.tsx';
import { consoleTab } from './model/open-tabs.ts';
import { ScriptEditor } from './script-editor.tsx';
import { consolePanel, SidePanel } from './side-panel.tsx';
import { Transcript } from './transcript.tsx';
import * as consoleWords from './words.ts';

interface ConsolePageProps {
  readonly id: string;
  readonly instances: readonly InstanceStatus[];
}

export function ConsolePage({ id, instances }: ConsolePageProps) {
  const tab = consoleTab(id);
  const state = useStore(tab.store);
  const [draft, setDraft] = useState('');
  const panel = useStore(consolePanel);
  const [writesScript, setWritesScript] = useState(false);
  const { data } = useQuery({
    ...orpc.consoles.commands.queryOptions({ input: { instance: id } }),
    enabled: state.connection === 'open',
    staleTime: 60_000,
    retry: false,
    meta: { doing: consoleWords.readTheCommands },
  });
  const commands = data?.commands ?? [];
  return (
    <div className={classes.page}>
      <ConsoleHead
        tab={tab}
        onPick={setDraft}
        writesScript={writesScript}
        onToggleScript={() => setWritesScript((before) => !before)}
      />
      <ConsoleTabs shown={id} instances={instances} />
      <div className={classes.panes}>
        <div className={classes.main}>
          <Transcript tab={tab} />
          {writesScript && <ScriptEditor tab={tab} />}
          <CommandInput tab={tab} commands={commands} draft={draft} onDraft={setDraft} />
        </div>
        {panel !== 'off' && <SidePanel panel={panel} instance={id} />}
      </div>
    </div>
  );
}
