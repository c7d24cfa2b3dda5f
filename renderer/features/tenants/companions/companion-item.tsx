import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { Companion } from '../../../../shared/contract/companion.ts';
import { runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import { shownState } from '../../../../shared/shown-state.ts';
import { StateBadge } from '../../../components/feedback/state-badge.tsx';
import { CopyButton } from '../../../components/form/copy-button.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import * as companionWords from '../words/companions.ts';
import { companionAsked } from './companion-dialog-state.ts';
import classes from './companions-card.module.css';
import { backUpCompanion, createCompanion, startCompanion, stopCompanion } from './do-companion.ts';

interface CompanionItemProps {
  readonly companion: Companion;
  /** The tenant is busy, or the app is disconnected. */
  readonly blocked: boolean;
  readonly stale: boolean;
}

/** One service: state, URL, last backup, and its actions. */
export function CompanionItem({ companion, blocked, stale }: CompanionItemProps) {
  const { title, url, problem, ports } = companion;
  const others = ports.slice(1).map(({ name, port }) => `${name} ${port}`);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <span className={classes.title}>{title}</span>
        <StateBadge status={stale ? 'unknown' : shownState(companion)} />
        <span className={classes.actions}>
          <CompanionActions companion={companion} blocked={blocked} />
        </span>
      </div>
      {url !== null && (
        <div className={classes.address}>
          <code className={classes.url}>{url}</code>
          <CopyButton value={url} what={companionWords.theUrlOf(title)} />
        </div>
      )}
      <div className={classes.facts}>
        {[runtimeText(companion), ...others].filter((part) => part !== null).join(' · ')}
        {companion.lastBackupAt === null ? (
          ` · ${companionWords.noBackup}`
        ) : (
          <>
            {` · ${companionWords.lastBackup} `}
            <Time at={companion.lastBackupAt} />
          </>
        )}
      </div>
      {problem && !stale && (
        <p className={classes.problem}>
          {coreDetail(problem.message)} {coreDetail(problem.fix)}
        </p>
      )}
    </li>
  );
}

function runtimeText({ runtime, version, image }: Companion): string | null {
  if (runtime === null) return null;
  return [runtimeTraits[runtime].label, image ?? version].filter((part) => part !== null).join(' ');
}

function CompanionActions({ companion, blocked }: Omit<CompanionItemProps, 'stale'>) {
  const { client: id, name, title, state, runtime } = companion;
  if (runtime === null) {
    return (
      <Button size="compact-xs" variant="default" disabled={blocked} onClick={() => void createCompanion(id, name)}>
        {companionWords.createAgain}
      </Button>
    );
  }
  const isUp = state === 'running' || state === 'starting' || state === 'unhealthy';
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={companionWords.actionsFor(title)}
          disabled={blocked}
        >
          <IconDots size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {state !== 'running' && (
          <Menu.Item onClick={() => void startCompanion(id, name)}>{companionWords.start}</Menu.Item>
        )}
        {isUp && <Menu.Item onClick={() => void stopCompanion(id, name)}>{companionWords.stop}</Menu.Item>}
        <Menu.Divider />
        <Menu.Item onClick={() => void backUpCompanion(id, name, title)}>{companionWords.backUp}</Menu.Item>
        <Menu.Item onClick={() => companionAsked.set({ kind: 'restore', companion })}>
          {companionWords.restore}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => companionAsked.set({ kind: 'remove', companion })}>{companionWords.remove}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
