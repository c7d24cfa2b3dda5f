import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { reasonOf } from '../../client/errors.ts';
import { FailureLog } from '../../components/feedback/failure-box.tsx';
import classes from './install-error.module.css';
import * as firstRunWords from './words.ts';

interface InstallErrorProps {
  readonly error: unknown;
  readonly onUsePort: (port: number) => void;
}

/** Why the installation failed, with a fix if there is one. The button below tries again. */
export function InstallError({ error, onUsePort }: InstallErrorProps) {
  const { code, message, data } = reasonOf(error);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.scrollIntoView({ block: 'center' }), []);
  const free = code === 'PORT_TAKEN' ? freePort(data) : null;
  return (
    <div className={classes.error} role="alert" ref={ref}>
      <IconAlertTriangle size={16} className={classes.icon} aria-hidden="true" />
      <div className={classes.text}>
        <strong>{firstRunWords.redisWasNotInstalled}</strong>
        {firstRunWords.messageEverythingWasRolledBack(message)}
        <FailureLog error={error} />
      </div>
      {free !== null && (
        <Button variant="default" size="compact-xs" onClick={() => onUsePort(free)}>
          {firstRunWords.portFreeToUse(free)}
        </Button>
      )}
    </div>
  );
}

function freePort(data: unknown): number | null {
  if (typeof data !== 'object' || data === null || !('free' in data)) return null;
  return typeof data.free === 'number' ? data.free : null;
}
