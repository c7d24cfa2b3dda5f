import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconDots, IconKey, IconShieldCheck } from '@tabler/icons-react';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { useConnection } from '../../../client/api.ts';
import { VerificationBadge } from '../../../components/feedback/verification-badge.tsx';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { SidePane } from '../../../components/layout/side-pane.tsx';
import { origin } from '../../../lib/backup-words.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { exactTime, relativeTime } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { useNow } from '../../../lib/now.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { backupDialog } from '../actions/backup-dialog-state.ts';
import { verifyBackup } from '../actions/do-backup.ts';
import { BackupMenu } from '../parts/backup-menu.tsx';
import * as detailWords from '../words/detail.ts';
import { BackupContents, BackupWarnings } from './backup-contents.tsx';
import classes from './backup-detail.module.css';
import { BackupFacts } from './backup-facts.tsx';
import { BackupDatabases } from './databases-then.tsx';
import { SettingsSnapshot } from './settings-snapshot.tsx';
import { VerificationHistory } from './verification-history.tsx';

interface BackupDetailProps {
  readonly backup: Backup;
  readonly verifying: boolean;
  readonly onClose: () => void;
}

/** Contents and verification of a backup. */
export function BackupDetail({ backup, verifying, onClose }: BackupDetailProps) {
  const { instance, name, createdAt, damaged, damage, note } = backup;
  const connected = useConnection().state === 'connected';
  const now = useNow();
  return (
    <SidePane
      label={detailWords.backupName(name)}
      title={name}
      onClose={onClose}
      head={
        <>
          <div className="hint">
            {exactTime(createdAt, now)} · {relativeTime(createdAt, now)} · {origin(backup)}
          </div>
          <div className={classes.badge}>
            <VerificationBadge backup={backup} running={verifying} />
          </div>
          <div className={classes.actions}>
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={14} />}
              disabled={!connected || damaged}
              title={damaged ? detailWords.theBackupIsDamaged : undefined}
              onClick={() => backupDialog.set({ kind: 'restore', backup })}
            >
              {detailWords.restore}
            </Button>
            <Button
              variant="default"
              leftSection={<IconShieldCheck size={14} />}
              disabled={!connected || damaged || verifying}
              onClick={() => void verifyBackup(backup)}
            >
              {detailWords.verifyNow}
            </Button>
            <Button
              variant="default"
              leftSection={<IconKey size={14} />}
              disabled={!connected || damaged}
              onClick={() => navigateTo(`/keys/${instance}/${name}`)}
            >
              {detailWords.keys}
            </Button>
            <Menu>
              <Menu.Target>
                <ActionIcon aria-label={detailWords.moreForBackupName(name)}>
                  <IconDots size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <BackupMenu backup={backup} inDetail />
              </Menu.Dropdown>
            </Menu>
          </div>
        </>
      }
      foot={
        !damaged && (
          <CommandLine wrap line={terminalLine('restore', { ...instanceFlag(instance), 'backup-name': name })} />
        )
      }
    >
      {damaged && (
        <p className={classes.damage}>
          {detailWords.cannotBeRestored}
          {coreDetail(damage)}.
        </p>
      )}
      <BackupWarnings backup={backup} />
      <VerificationHistory backup={backup} />
      {note && <p className={classes.note}>{note}</p>}
      {backup.databases && <BackupDatabases databases={backup.databases} exact={backup.countsExact} />}
      <BackupContents backup={backup} />
      <BackupFacts backup={backup} />
      <SettingsSnapshot backup={backup} />
    </SidePane>
  );
}
