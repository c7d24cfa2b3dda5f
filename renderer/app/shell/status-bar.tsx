import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useConnection } from '../../client/api.ts';
import { duration } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import * as appWords from '../words.ts';
import { EngineSummary } from './engine-summary.tsx';
import { MachineSummary } from './machine-summary.tsx';
import { OperationSummary } from './operation-summary.tsx';
import classes from './status-bar.module.css';

/** Engines, running operations and the connection. Each has a fixed position, so that nothing moves. */
export function StatusBar() {
  return (
    <footer className={classes.bar}>
      <div className={classes.engines}>
        <EngineSummary />
        <MachineSummary />
      </div>
      <div className={classes.operation}>
        <OperationSummary />
      </div>
      <div className={classes.connection}>
        <ConnectionSummary />
      </div>
    </footer>
  );
}

function ConnectionSummary() {
  const { state, since } = useConnection();
  const now = useNow();
  if (state === 'connected') {
    return (
      <>
        <IconPlugConnected size={14} aria-hidden="true" />
        {appWords.connected}
        <span className="text-3">{appWords.live}</span>
      </>
    );
  }
  return (
    <span className={classes.away}>
      <IconPlugConnectedX size={14} aria-hidden="true" />
      {appWords.reconnectingForDuration(duration((now - since) / 1000))}
    </span>
  );
}
