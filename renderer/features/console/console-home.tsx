import { IconTerminal2 } from '@tabler/icons-react';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { FirstInstance } from '../instances/list/first-instance.tsx';
import * as consoleWords from './words.ts';

/** The route without an instance: redirects to main or the first instance. */
export function ConsoleHome() {
  return (
    <FirstInstance
      to="/console"
      title={consoleWords.consoleTitle}
      icon={IconTerminal2}
      text={consoleWords.theConsoleNeedsAnInstance}
      reading={<SkeletonRows rows={12} rowHeight={20} widths={[240, 0]} />}
    />
  );
}
