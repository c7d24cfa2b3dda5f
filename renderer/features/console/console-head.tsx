import { Button, Menu, Switch, Tooltip } from '@mantine/core';
import { IconCode, IconHistory } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, orpc } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { PageHead } from '../../components/layout/page-head.tsx';
import { useStore } from '../../lib/store.ts';
import type { ConsoleTab } from './model/console-tab.ts';
import * as consoleWords from './words.ts';

/** The history shows this many lines; Up in the field reaches all. */
const SHOWN_LINES = 30;

interface ConsoleHeadProps {
  readonly tab: ConsoleTab;
  readonly onPick: (line: string) => void;
  readonly writesScript: boolean;
  readonly onToggleScript: () => void;
}

export function ConsoleHead({ tab, onPick, writesScript, onToggleScript }: ConsoleHeadProps) {
  const { version, state, history } = useStore(tab.store);
  return (
    <PageHead
      title={consoleWords.consoleTitle}
      subtitle={consoleWords.facts(tab.instance, version, state.protocol)}
      actions={
        <>
          <ReadOnlySwitch instance={tab.instance} />
          <Menu position="bottom-end" width={420} withinPortal>
            <Menu.Target>
              <Button variant="default" leftSection={<IconHistory size={16} />}>
                {consoleWords.history}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
              {history.length === 0 && <Menu.Label>{consoleWords.noHistory}</Menu.Label>}
              {history
                .slice(-SHOWN_LINES)
                .toReversed()
                .map((line, index) => (
                  // The same line may be there twice.
                  // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn again when it opens
                  <Menu.Item key={index} onClick={() => onPick(line)} ff="monospace" fz={12}>
                    {line.slice(0, 200)}
                  </Menu.Item>
                ))}
              {history.length > 0 && (
                <>
                  <Menu.Divider />
                  <Menu.Item color="red" onClick={() => void tab.forgetHistory().catch(() => undefined)}>
                    {consoleWords.deleteHistory}
                  </Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
          <Button
            variant={writesScript ? 'light' : 'default'}
            leftSection={<IconCode size={16} />}
            aria-pressed={writesScript}
            onClick={onToggleScript}
          >
            {consoleWords.scriptEditor}
          </Button>
          <Button variant="default" onClick={tab.clear}>
            {consoleWords.clear}
          </Button>
        </>
      }
    />
  );
}

function ReadOnlySwitch({ instance }: { readonly instance: string }) {
  const client = useQueryClient();
  const query = orpc.keyspace.readOnly.queryOptions({ input: { instance } });
  const { data } = useQuery({ ...query, meta: { doing: consoleWords.readReadOnly(instance) } });
  const change = useAppMutation({
    doing: consoleWords.setReadOnly(instance),
    run: (readOnly: boolean) => api.keyspace.setReadOnly({ instance, readOnly }),
    onSuccess: (after) => client.setQueryData(query.queryKey, after),
  });
  return (
    <Tooltip label={consoleWords.readOnlyHint} multiline maw={280}>
      <Switch
        label={consoleWords.readOnly}
        checked={data?.readOnly ?? false}
        disabled={data === undefined || change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
    </Tooltip>
  );
}
