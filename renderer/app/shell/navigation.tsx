import { Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSettings } from '@tabler/icons-react';
import { Link, useLocation, useParams } from '@tanstack/react-router';
import { useAppInfo } from '../../client/app-info.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { Keys } from '../../commands/keys.tsx';
import * as appWords from '../words.ts';
import classes from './navigation.module.css';
import { type View, views } from './views.ts';

const groups = [...new Set(views.map(({ group }) => group))];

/** The sidebar; below 1100 px it shows only icons, with the labels as tooltips. */
export function Navigation() {
  const narrow = useMediaQuery('(max-width: 1099px)', undefined, { getInitialValueInEffect: false });
  const info = useAppInfo();
  return (
    <nav className={classes.navigation} aria-label={appWords.views}>
      {groups.map((group) => (
        <ul key={group} className={classes.group}>
          {views
            .filter((view) => view.group === group)
            .map((view) => (
              <li key={view.id}>
                <NavigationLink view={view} narrow={narrow ?? false} />
              </li>
            ))}
        </ul>
      ))}
      <div className={classes.home}>
        {info && !narrow && (
          <div className={classes.homePath}>
            {appWords.home}
            <div className="mono text-3">{info.home}</div>
          </div>
        )}
        <PreferencesLink />
      </div>
    </nav>
  );
}

function PreferencesLink() {
  const { pathname } = useLocation();
  const active = pathname.startsWith('/preferences');
  const tip = (
    <span className={classes.tip}>
      {appWords.preferences}
      <Keys shortcut="mod+," />
    </span>
  );
  return (
    <Tooltip label={tip} position="right">
      <Link
        to="/preferences"
        className={classes.gear ?? ''}
        aria-label={appWords.preferences}
        {...(active ? { 'data-active': true } : {})}
      >
        <IconSettings size={16} aria-hidden="true" />
      </Link>
    </Tooltip>
  );
}

function NavigationLink({ view, narrow }: { readonly view: View; readonly narrow: boolean }) {
  const { items } = useLiveStatuses();
  const { icon: Icon, label } = view;
  const count = items && view.count?.(items);
  const { pathname } = useLocation();
  const { id } = useParams({ strict: false });
  const active = pathname === view.to || pathname.startsWith(view.within ?? `${view.to}/`);
  const tip = (
    <span className={classes.tip}>
      {label}
      {view.shortcut && <Keys shortcut={view.shortcut} />}
    </span>
  );
  return (
    <Tooltip label={tip} position="right" disabled={!narrow && !view.shortcut}>
      <Link
        to={view.perInstance && id ? `${view.to}/${id}` : view.to}
        className={classes.link ?? ''}
        {...(active ? { 'data-active': true } : {})}
        {...(narrow ? { 'aria-label': label } : {})}
      >
        <Icon size={16} className={classes.icon} aria-hidden="true" />
        {!narrow && <span className={classes.label}>{label}</span>}
        {!narrow && count != null && (
          <span className={classes.count} aria-hidden="true">
            {count}
          </span>
        )}
      </Link>
    </Tooltip>
  );
}
