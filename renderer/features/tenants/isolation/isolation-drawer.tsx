import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { api, orpc, useConnection } from '../../../client/api.ts';
import { useAppMutation } from '../../../client/app-mutation.ts';
import { runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { OperationProgress } from '../../../components/feedback/operation-progress.tsx';
import { Drawer } from '../../../components/layout/drawer.tsx';
import { DrawerBody, DrawerFoot } from '../../../components/layout/drawer-parts.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { exactTime } from '../../../lib/format.ts';
import { closeDrawerRoute } from '../../../lib/navigate.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { useIsolationTest } from '../model/use-tenant-rows.ts';
import * as isolationWords from '../words/isolation.ts';
import classes from './isolation-result.module.css';
import { IsolationResult } from './isolation-result.tsx';

/** The last isolation test of all tenants, and a button for a new one. */
export function IsolationDrawer() {
  const last = useIsolationTest();
  const connected = useConnection().state === 'connected';
  const [operation, setOperation] = useState<Operation | null>(null);
  const test = useAppMutation({
    doing: isolationWords.testIsolation,
    run: () =>
      runOperation(() => api.tenants.testIsolation(), { quiet: true, ownError: true, onProgress: setOperation }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: orpc.tenants.isolation.key() }),
  });
  return (
    <Drawer title={isolationWords.isolation} onClose={closeDrawerRoute} width={760}>
      <DrawerBody>
        <p className="text-2">{isolationWords.everyRunningTenantInDockerSends}</p>
        {test.isPending && operation ? (
          <div className={classes.date}>
            <OperationProgress operation={operation} untitled />
          </div>
        ) : last ? (
          <>
            <p className={classes.date}>
              {isolationWords.tested}
              <Time at={last.at} /> <span className="text-3">({exactTime(last.at)})</span>
            </p>
            <IsolationResult result={last} />
          </>
        ) : (
          <p className={classes.date}>{last === null ? isolationWords.notTestedYet : ''}</p>
        )}
      </DrawerBody>
      <DrawerFoot line={terminalLine('test-isolation')}>
        <Button loading={test.isPending} disabled={!connected} onClick={() => test.mutate()}>
          {isolationWords.testNow}
        </Button>
      </DrawerFoot>
    </Drawer>
  );
}
