import { Link } from '@tanstack/react-router';
import { type PanelName, panelNames } from '../model/panel-names.ts';
import * as frameWords from '../words/frame.ts';
import classes from './panel.module.css';

interface InstanceTabsProps {
  readonly id: string;
  readonly shown: PanelName | 'overview';
}

/** The parts of an instance's page: its overview and what its server reports. */
export function InstanceTabs({ id, shown }: InstanceTabsProps) {
  return (
    <nav className={classes.tabs} aria-label={frameWords.partsOfId(id)}>
      <Link
        to="/instances/$id"
        params={{ id }}
        className={classes.tab ?? ''}
        activeOptions={{ exact: true }}
        aria-current={shown === 'overview' ? 'page' : undefined}
      >
        {frameWords.overview}
      </Link>
      {panelNames.map((panel) => (
        <Link
          key={panel}
          to="/instances/$id/$panel"
          params={{ id, panel }}
          className={classes.tab ?? ''}
          aria-current={shown === panel ? 'page' : undefined}
        >
          {frameWords.panelTitles[panel]}
        </Link>
      ))}
    </nav>
  );
}
