import type { AclLogEntry, AclReport, AclUser } from '../../../../shared/contract/server.ts';
import { api } from '../../../client/api.ts';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { counted } from '../../../lib/counted.ts';
import { count, duration, UNKNOWN } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import classes from '../frame/panel.module.css';
import { PanelContent } from '../frame/panel-content.tsx';
import { PartView } from '../frame/part-view.tsx';
import { type PlainColumn, PlainTable } from '../frame/plain-table.tsx';
import { usePanel } from '../model/use-panel.ts';
import * as aclWords from '../words/acl.ts';
import * as frameWords from '../words/frame.ts';

const EVERY_MS = 5000;

/** The permissions of the users of a server, and the commands that it refused. */
export function AclPanel({ id }: { readonly id: string }) {
  const report = usePanel<AclReport>({
    key: ['acl', id],
    read: () => api.server.acl({ id }),
    everyMs: EVERY_MS,
    doing: frameWords.readPanel(frameWords.panelTitles.acl, id),
  });
  return (
    <>
      <PanelContent id={id} panel="acl" report={report} scrolls>
        {(data) => (
          <>
            <Section title={aclWords.users} aside={data.ownUser === null ? undefined : aclWords.ownUser(data.ownUser)}>
              <PartView part={data.users}>
                {(users) =>
                  users.length === 0 ? (
                    <p>{aclWords.noUsers}</p>
                  ) : (
                    <PlainTable
                      label={aclWords.users}
                      columns={userColumns}
                      rows={users}
                      rowId={({ name }, index) => `${name} ${index}`}
                    />
                  )
                }
              </PartView>
              <p className={classes.weak}>{aclWords.passwordsStay}</p>
            </Section>
            <Section title={aclWords.log}>
              <PartView part={data.log}>
                {(log) =>
                  log.length === 0 ? (
                    <p>{aclWords.nothingRefused}</p>
                  ) : (
                    <PlainTable
                      label={aclWords.log}
                      columns={logColumns}
                      rows={log}
                      rowId={(entry, index) => `${entry.user} ${entry.object} ${index}`}
                    />
                  )
                }
              </PartView>
            </Section>
          </>
        )}
      </PanelContent>
      <div className={classes.foot}>
        <CommandLine line={terminalLine('server', { ...instanceFlag(id), section: 'acl' })} />
      </div>
    </>
  );
}

const userColumns: readonly PlainColumn<AclUser>[] = [
  { title: aclWords.user, cell: ({ name }) => name },
  { title: aclWords.enabled, cell: ({ enabled }) => (enabled ? aclWords.yes : aclWords.no) },
  {
    title: aclWords.password,
    cell: ({ noPassword, passwords }) => (noPassword ? aclWords.noPassword : counted(passwords, 'password')),
  },
  { title: aclWords.keys, cell: ({ keys }) => mono(keys) },
  { title: aclWords.channels, cell: ({ channels }) => mono(channels) },
  { title: aclWords.commands, cell: ({ commands }) => mono(commands), wide: true },
];

const logColumns: readonly PlainColumn<AclLogEntry>[] = [
  { title: aclWords.last, cell: ({ ageSeconds }) => aclWords.ago(duration(ageSeconds)) },
  { title: aclWords.times, cell: (entry) => count(entry.count), right: true },
  { title: aclWords.reason, cell: ({ reason }) => reason },
  { title: aclWords.user, cell: ({ user }) => user },
  { title: aclWords.object, cell: ({ object }) => mono(object) },
  { title: aclWords.context, cell: ({ context }) => context },
  { title: aclWords.client, cell: ({ client }) => mono(client), wide: true },
];

function mono(text: string) {
  return (
    <span className={classes.mono} title={text}>
      {text || UNKNOWN}
    </span>
  );
}
