import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { HeldCommand } from '../../../shared/contract/console.ts';
import { useLiveStatus } from '../../client/live.ts';
import { counted } from '../../lib/counted.ts';
import { bytes } from '../../lib/format.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { useNow } from '../../lib/now.ts';
import { timeText } from '../../lib/time-format.ts';
import { backupDialog } from '../backups/actions/backup-dialog-state.ts';
import { useCommand } from '../instances/commands/use-command.ts';
import { planValues } from '../settings/model/plan-values.ts';
import type { ConsoleTab } from './model/console-tab.ts';
import classes from './transcript.module.css';
import * as consoleWords from './words.ts';

interface HeldCardProps {
  readonly entry: number;
  readonly held: HeldCommand;
  readonly tab: ConsoleTab;
}

/** A command that was not sent: its effects, the safe alternative, and the option to send it as typed. */
export function HeldCard({ entry, held, tab }: HeldCardProps) {
  const { safeWay, losesData } = held;
  const stop = useCommand('instance.stop', useLiveStatus(tab.instance) ?? null);
  return (
    <section
      className={classes.held}
      data-touches={losesData ? undefined : true}
      aria-label={consoleWords.heldBecause(held, tab.instance)}
    >
      <div className={classes.heldBody}>
        <h2 className={classes.heldTitle}>
          <IconAlertTriangle size={14} aria-hidden="true" /> {consoleWords.notSent}{' '}
          {consoleWords.heldBecause(held, tab.instance)}
        </h2>
        <Figures held={held} />
      </div>
      <div className={classes.heldFoot}>
        <span className={classes.hint}>{safeWay === null ? '' : consoleWords.safeHints[safeWay]}</span>
        <Button size="compact-sm" variant="subtle" c="var(--danger-text)" onClick={() => void tab.sendAsTyped(entry)}>
          {consoleWords.sendAsTyped}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => tab.cancelHeld(entry)} data-autofocus>
          {consoleWords.cancel}
        </Button>
        {safeWay !== null && (
          <Button size="compact-sm" onClick={() => openSafeWay(held, tab.instance, stop.run)}>
            {consoleWords.safeLabels[safeWay]}
          </Button>
        )}
      </div>
    </section>
  );
}

function openSafeWay({ safeWay: way, setting }: HeldCommand, instance: string, stop: () => void): void {
  if (way === 'flush') backupDialog.set({ kind: 'flush', instance });
  else if (way === 'backup') backupDialog.set({ kind: 'back-up', instance });
  else if (way === 'settings') {
    // The plan in the settings starts with the typed value.
    if (setting !== null) planValues(instance, { [setting.name]: setting.value });
    navigateTo(`/settings/${instance}`);
  } else stop();
}

function Figures({ held: { radius } }: { readonly held: HeldCommand }) {
  const now = useNow();
  const { keys, isExact, databases, memoryBytes, clients, backup } = radius;
  const filled = databases.filter((database) => database.keys > 0).map(({ index }) => `db${index}`);
  const where = filled.length === 0 ? '' : consoleWords.inDatabases(filled.join(', '));
  const size = memoryBytes === null ? '' : `, ${bytes(memoryBytes)}`;
  return (
    <dl className={classes.facts}>
      <dt>{consoleWords.keysDeleted}</dt>
      <dd>{keys === null ? '—' : `${isExact ? '' : consoleWords.upTo}${counted(keys, 'key')}${where}${size}`}</dd>
      <dt>{consoleWords.clientsUsingThem}</dt>
      <dd>{clients === null ? '—' : clientsText(clients)}</dd>
      <dt>{consoleWords.newestVerifiedBackup}</dt>
      <dd>
        {backup === null
          ? consoleWords.noVerifiedBackup
          : consoleWords.backupIs(timeText(backup.createdAt, now), backup.name)}
      </dd>
    </dl>
  );
}

function clientsText({ count, programs }: NonNullable<HeldCommand['radius']['clients']>): string {
  if (count === 0) return consoleWords.noOtherClients;
  const list = programs.map((one) => `${one.name} (${one.count})`).join(', ');
  return consoleWords.fromPrograms(String(count), counted(programs.length, 'program'), list);
}
