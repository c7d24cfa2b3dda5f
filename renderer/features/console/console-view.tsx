import { IconTerminal2 } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useLiveStatuses } from '../../client/live.ts';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { NoInstance } from '../instances/list/no-instance.tsx';
import { ConsolePage } from './console-page.tsx';
import { showTab } from './model/open-tabs.ts';
import * as consoleWords from './words.ts';

/** The console of an instance, with the other open consoles as tabs. */
export function ConsoleView() {
  const { id } = useParams({ from: '/console/$id' });
  const { items } = useLiveStatuses();
  const exists = items?.some((item) => item.id === id) ?? false;
  useEffect(() => {
    if (exists) showTab(id);
  }, [id, exists]);
  if (items === undefined) {
    return (
      <>
        <PageHead title={consoleWords.consoleTitle} subtitle={consoleWords.reading} />
        <SkeletonRows rows={12} rowHeight={20} widths={[240, 0]} />
      </>
    );
  }
  if (exists) return <ConsolePage key={id} id={id} instances={items} />;
  return (
    <>
      <PageHead title={consoleWords.consoleTitle} subtitle={consoleWords.ofId(id)} />
      <NoInstance id={id} icon={IconTerminal2} text={consoleWords.theConsoleNeedsAnInstance} />
    </>
  );
}
