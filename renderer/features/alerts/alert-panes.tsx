import { useStore } from '../../lib/store.ts';
import { AlertRulesDrawer } from './alert-rules-drawer.tsx';
import { alertsShown } from './alert-store.ts';
import { AlertsDrawer } from './alerts-drawer.tsx';

/** The open alerts pane, if any. */
export function AlertPanes() {
  const shown = useStore(alertsShown);
  if (shown === 'list') return <AlertsDrawer />;
  return shown === 'rules' ? <AlertRulesDrawer /> : null;
}
