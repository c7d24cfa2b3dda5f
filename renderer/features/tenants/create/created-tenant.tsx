import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useLiveStatus } from '../../../client/live.ts';
import { DrawerBody, DrawerFoot } from '../../../components/layout/drawer-parts.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { ConnectionCard } from '../../instances/page/connection-card.tsx';
import * as createWords from '../words/create.ts';
import classes from './created-tenant.module.css';

interface CreatedTenantProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onAnother: () => void;
}

/** The new tenant is running: how to connect to it. */
export function CreatedTenant({ id, onClose, onAnother }: CreatedTenantProps) {
  const instance = useLiveStatus(id);
  return (
    <>
      <DrawerBody flush>
        <p className={classes.done} role="status">
          <IconCircleCheck size={16} aria-hidden="true" />
          <span>
            <strong>{id}</strong>
            {createWords.isRunning}
          </span>
        </p>
        {instance && <ConnectionCard instance={instance} />}
      </DrawerBody>
      <DrawerFoot>
        <Button variant="default" onClick={onAnother}>
          {createWords.createAnother}
        </Button>
        <Button variant="default" onClick={() => navigateTo(`/instances/${id}`)}>
          {createWords.openId(id)}
        </Button>
        <Button onClick={onClose} autoFocus>
          {createWords.done}
        </Button>
      </DrawerFoot>
    </>
  );
}
