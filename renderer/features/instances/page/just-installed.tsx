import { ActionIcon, Button } from '@mantine/core';
import { IconCircleCheck, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { MAIN } from '../../../../shared/contract/names.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { createStore, useStore } from '../../../lib/store.ts';
import * as pageWords from '../words/page.ts';
import { ConnectionCard } from './connection-card.tsx';
import classes from './just-installed.module.css';

/** Whether main was just installed here. The list then shows its connection details until the user leaves the view. */
export const justInstalled = createStore(false);

/** The connection details of main after its installation. */
export function JustInstalled() {
  const shown = useStore(justInstalled);
  const main = useLiveStatus(MAIN);
  const card = useRef<HTMLElement>(null);
  const appears = shown && main?.port != null;
  // It replaces the installation, which may have been scrolled.
  useEffect(() => {
    if (appears) card.current?.closest('main')?.scrollTo(0, 0);
  }, [appears]);
  // Strict mode unmounts immediately after the first mount, so ignore an early unmount.
  useEffect(() => {
    const since = performance.now();
    return () => {
      if (performance.now() - since > 500) justInstalled.set(false);
    };
  }, []);
  if (!shown || !main || main.port === null) return null;
  return (
    <section ref={card} className={classes.card} aria-label={pageWords.mainIsInstalled}>
      <header className={classes.head}>
        <IconCircleCheck size={16} className={classes.good} aria-hidden="true" />
        <strong role="status">{pageWords.mainIsRunningOnPort(main.port)}</strong>
        <Button variant="subtle" size="compact-xs" ml="auto" onClick={() => navigateTo(`/instances/${MAIN}`)}>
          {pageWords.openMain}
        </Button>
        <ActionIcon
          variant="subtle"
          size={24}
          aria-label={pageWords.closeThisCard}
          onClick={() => justInstalled.set(false)}
        >
          <IconX size={14} />
        </ActionIcon>
      </header>
      <ConnectionCard instance={main} />
    </section>
  );
}
