import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconDots, IconShieldCheck } from '@tabler/icons-react';
import type { Backup } from '../../../shared/contract/backup.ts';
import { useConnection } from '../../api.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { SidePane } from '../../components/side-pane.tsx';
import { exactTime, relativeTime } from '../../format.ts';
import { useNow } from '../../now.ts';
import { terminalLine } from '../../terminal-line.ts';
import { instanceFlag } from '../instances/instance-commands.ts';
import { asked } from './asked.ts';
import classes from './backup-detail.module.css';
import { BackupFacts } from './backup-facts.tsx';
import { BackupMenu } from './backup-menu.tsx';
import { origin } from './backup-words.ts';
import { DatabasesThen } from './databases-then.tsx';
import { proveBackup } from './do-backup.ts';
import { ProofBadge } from './proof-badge.tsx';
import { ProofHistory } from './proof-history.tsx';
import { SettingsThen } from './settings-then.tsx';

interface BackupDetailProps {
  readonly backup: Backup;
  readonly proving: boolean;
  readonly onClose: () => void;
}

/** What a backup holds, and why it can be relied on or not. */
export function BackupDetail({ backup, proving, onClose }: BackupDetailProps) {
  const { instance, name, createdAt, damaged, damage, note } = backup;
  const connected = useConnection().state === 'connected';
  const now = useNow();
  return (
    <SidePane
      label={`Backup ${name}`}
      title={name}
      onClose={onClose}
      head={
        <>
          <div className="hint">
            {exactTime(createdAt, now)} · {relativeTime(createdAt, now)} · {origin(backup)}
          </div>
          <div className={classes.badge}>
            <ProofBadge backup={backup} running={proving} />
          </div>
          <div className={classes.actions}>
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={14} />}
              disabled={!connected || damaged}
              title={damaged ? 'It is damaged.' : undefined}
              onClick={() => asked.set({ what: 'restore', backup })}
            >
              Restore…
            </Button>
            <Button
              variant="default"
              leftSection={<IconShieldCheck size={14} />}
              disabled={!connected || damaged || proving}
              onClick={() => void proveBackup(backup)}
            >
              Prove now
            </Button>
            <Menu>
              <Menu.Target>
                <ActionIcon aria-label={`More for backup ${name}`}>
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
      {damaged && <p className={classes.damage}>It cannot be restored: {damage}.</p>}
      <ProofHistory backup={backup} />
      {note && <p className={classes.note}>{note}</p>}
      {backup.databases && <DatabasesThen databases={backup.databases} exact={backup.countsExact} />}
      <BackupFacts backup={backup} />
      <SettingsThen backup={backup} />
    </SidePane>
  );
}
