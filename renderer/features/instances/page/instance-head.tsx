import { ActionIcon, Button, Menu } from '@mantine/core';
import { type Icon, IconArchive, IconDots, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import { runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import { roleText } from '../../../../shared/replica.ts';
import { InstanceMenuItems } from '../../../commands/command-menu.tsx';
import { StateBadge } from '../../../components/feedback/state-badge.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { duration, exactTime } from '../../../lib/format.ts';
import { useCommand } from '../commands/use-command.ts';
import { badgeState } from '../model/problem-cure.ts';
import * as instancesAlwaysWords from '../words/always.ts';
import * as pageWords from '../words/page.ts';
import classes from './instance-head.module.css';

interface InstanceHeadProps {
  readonly instance: InstanceStatus;
  readonly at: string | null;
  readonly stale: boolean;
}

/** The head of an instance page: name, state, facts and actions. */
export function InstanceHead({ instance, at, stale }: InstanceHeadProps) {
  const { id, state } = instance;
  const down = state === 'stopped' || state === 'missing';
  return (
    <header className={classes.head}>
      <div className={classes.who}>
        <div className={classes.name}>
          <h1 className={classes.title} title={id}>
            {id}
          </h1>
          <StateBadge status={badgeState(instance, stale)} filled />
        </div>
        <p className={classes.facts} title={stale ? undefined : factsOf(instance)}>
          {stale ? pageWords.asOfAt(exactTime(at)) : factsOf(instance)}
        </p>
        {!stale && instance.replication.advice !== undefined && (
          <p className={classes.facts}>{coreDetail(instance.replication.advice)}</p>
        )}
      </div>
      <div className={classes.actions}>
        {down ? (
          <HeadAction
            command="instance.start"
            verb={instancesAlwaysWords.verbs.Start}
            icon={IconPlayerPlay}
            instance={instance}
            filled
          />
        ) : (
          <>
            <HeadAction
              command="instance.restart"
              verb={instancesAlwaysWords.verbs.Restart}
              icon={IconRefresh}
              instance={instance}
            />
            <HeadAction
              command="instance.stop"
              verb={instancesAlwaysWords.verbs.Stop}
              icon={IconPlayerStop}
              instance={instance}
            />
            <HeadAction
              command="instance.back-up"
              verb={pageWords.backUpNow}
              label={pageWords.backUpNowId(id)}
              icon={IconArchive}
              instance={instance}
              filled
            />
          </>
        )}
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label={pageWords.moreForId(id)}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <InstanceMenuItems
              id={id}
              without={['instance.open', 'instance.start', 'instance.stop', 'instance.restart', 'instance.back-up']}
            />
          </Menu.Dropdown>
        </Menu>
      </div>
    </header>
  );
}

export function factsOf({
  id,
  runtime,
  engine,
  version,
  port,
  socket,
  uptimeSeconds,
  container,
  replication,
}: InstanceStatus): string {
  return [
    id === MAIN ? pageWords.main : pageWords.tenant,
    runtime && [runtimeTraits[runtime].label, engine && pageWords.onMachine(engine)].filter(Boolean).join(' '),
    version === null ? null : pageWords.redisVersion(version),
    port !== null ? pageWords.port(port) : socket === undefined ? null : pageWords.unixSocket,
    roleText(replication),
    uptimeSeconds === null ? null : pageWords.upUptimeSeconds(duration(uptimeSeconds)),
    container,
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}

interface HeadActionProps {
  readonly command: string;
  readonly verb: string;
  readonly icon: Icon;
  readonly instance: InstanceStatus;
  readonly filled?: boolean;
  /** The accessible name; by default the verb and the instance. */
  readonly label?: string;
}

function HeadAction({ command, verb, icon: Icon, instance, filled = false, label }: HeadActionProps) {
  const { run, blocked } = useCommand(command, instance);
  return (
    <Button
      variant={filled ? 'filled' : 'default'}
      leftSection={<Icon size={14} />}
      aria-label={label ?? instancesAlwaysWords.act(verb, instance.id)}
      disabled={blocked !== null}
      title={blocked || undefined}
      onClick={run}
    >
      {verb}
    </Button>
  );
}
