import { Button, Checkbox, Menu, Select } from '@mantine/core';
import { IconCopy, IconFilterOff, IconPlugConnectedX, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { ClientsReport, ConnectedClient } from '../../../../shared/contract/server.ts';
import { api } from '../../../client/api.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { DataTable } from '../../../components/table/data-table.tsx';
import { FindField } from '../../../components/table/find-field.tsx';
import { RowAction } from '../../../components/table/row-action.tsx';
import { TableNote } from '../../../components/table/table-note.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { counted } from '../../../lib/counted.ts';
import { count } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { useTabState } from '../../../lib/use-tab-state.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import classes from '../frame/panel.module.css';
import { PanelContent } from '../frame/panel-content.tsx';
import { copyCsv } from '../model/csv.ts';
import { usePanel } from '../model/use-panel.ts';
import * as clientWords from '../words/clients.ts';
import * as frameWords from '../words/frame.ts';
import { clientColumns, clientName } from './client-columns.tsx';
import { KillClientDialog } from './kill-client-dialog.tsx';

const EVERY_MS = 2000;
type Group = keyof typeof clientWords.groups;

/** Who is connected to a server, live. */
export function ClientsPanel({ id }: { readonly id: string }) {
  const [find, setFind] = useTabState('server.clients.find', '');
  const [group, setGroup] = useTabState<Group>('server.clients.group', 'none');
  const [showOwn, setShowOwn] = useTabState('server.clients.own', false);
  const [asked, setAsked] = useState<ConnectedClient | null>(null);
  const report = usePanel<ClientsReport>({
    key: ['clients', id],
    read: () => api.server.clients({ id }),
    everyMs: EVERY_MS,
    doing: frameWords.readPanel(clientWords.programsAndClients, id),
  });
  const { data } = report;
  const shown = (data?.clients ?? []).filter((client) => (showOwn || !client.own) && matches(client, find));
  return (
    <>
      <search className={classes.bar} aria-label={clientWords.filterClients}>
        <FindField className={classes.find} label={clientWords.find} value={find} onChange={setFind} />
        <Select
          className={classes.choice ?? ''}
          aria-label={clientWords.group}
          allowDeselect={false}
          data={(Object.keys(clientWords.groups) as Group[]).map((one) => ({
            value: one,
            label: clientWords.groups[one],
          }))}
          value={group}
          onChange={(value) => setGroup((value as Group | null) ?? 'none')}
        />
        <Checkbox
          label={clientWords.showOwn(counted(data?.own ?? 0, 'connection'))}
          checked={showOwn}
          onChange={(event) => setShowOwn(event.currentTarget.checked)}
        />
        <div className={classes.aside}>
          {data && (
            <span title={data.limit === null ? undefined : clientWords.ofLimit(count(data.total), count(data.limit))}>
              {counted(data.total, 'client')}
            </span>
          )}
          <Button
            variant="default"
            leftSection={<IconCopy size={14} />}
            disabled={shown.length === 0}
            onClick={() => void copyCsv(clientWords.programsAndClients, csvOf(shown))}
          >
            {frameWords.copyAsCsv}
          </Button>
        </div>
      </search>
      <PanelContent id={id} panel="clients" report={report}>
        {() => {
          if (shown.length === 0 && find === '') {
            return <EmptyState icon={IconUsers} title={clientWords.noneTitle} text={clientWords.noneText} />;
          }
          if (shown.length === 0) return <NoMatch onClear={() => setFind('')} />;
          return (
            <DataTable<ConnectedClient>
              label={clientWords.clientsOfId(id)}
              columns={clientColumns}
              rows={shown}
              rowId={(client) => String(client.id)}
              rowHeight={30}
              muted={({ own }) => own}
              groupOf={group === 'none' ? undefined : (client) => groupName(client, group)}
              actionsWidth={52}
              actions={(client) => (
                <RowAction
                  label={clientWords.disconnectClient(client.id)}
                  blocked={client.own ? clientWords.ownConnection : null}
                  icon={IconPlugConnectedX}
                  run={() => setAsked(client)}
                />
              )}
              menu={(client) => <ClientMenu client={client} onDisconnect={() => setAsked(client)} />}
              after={<TableNote>{clientWords.note}</TableNote>}
            />
          );
        }}
      </PanelContent>
      <div className={classes.foot}>
        <CommandLine line={terminalLine('server', { ...instanceFlag(id), section: 'clients' })} />
      </div>
      <KillClientDialog id={id} client={asked} onClose={() => setAsked(null)} onKilled={report.retry} />
    </>
  );
}

interface ClientMenuProps {
  readonly client: ConnectedClient;
  readonly onDisconnect: () => void;
}

function ClientMenu({ client, onDisconnect }: ClientMenuProps) {
  const copy = async () => {
    try {
      await copyText(client.address);
      showDone(clientWords.addressCopied);
    } catch (error) {
      showFailure(clientWords.copyAddress, error);
    }
  };
  return (
    <>
      <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => void copy()}>
        {clientWords.copyAddress}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconPlugConnectedX size={14} />}
        color="red"
        disabled={client.own}
        onClick={onDisconnect}
      >
        {clientWords.disconnect}…
      </Menu.Item>
    </>
  );
}

function NoMatch({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={IconFilterOff}
      title={clientWords.noMatchTitle}
      text={clientWords.noMatchText}
      actions={<Button onClick={onClear}>{clientWords.clearFilter}</Button>}
    />
  );
}

function groupName(client: ConnectedClient, group: Group): string {
  if (group === 'user') return client.user;
  if (group === 'address') return client.address.replace(/:\d+$/, '');
  return client.own ? clientWords.thisApp : client.program || client.name || clientWords.noName;
}

function matches(client: ConnectedClient, find: string): boolean {
  const { id, address, library, command, program, user } = client;
  const text = [id, clientName(client), address, library, command, program, user].join(' ');
  return text.toLowerCase().includes(find.trim().toLowerCase());
}

function csvOf(clients: readonly ConnectedClient[]) {
  const head = ['id', 'name', 'program', 'address', 'library', 'user', 'role', 'db', 'command', 'age s', 'idle s'];
  const lines = clients.map((one) => [
    ...[one.id, one.name, one.program, one.address, one.library, one.user, one.role, one.database, one.command],
    ...[one.ageSeconds, one.idleSeconds, one.queryBytes, one.outputBytes, one.memoryBytes],
  ]);
  return [[...head, 'input bytes', 'output bytes', 'memory bytes'], ...lines];
}
