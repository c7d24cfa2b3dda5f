import { app, nativeTheme } from 'electron';
import type { Services } from '../services/services.ts';

/** Gives menus, dialogs and the window frame the view's colour scheme, now and after each change. */
export function setupTheme(services: Promise<Services>): void {
  services.then(
    ({ preferences }) => {
      const apply = () => {
        nativeTheme.themeSource = preferences.get('theme');
      };
      apply();
      app.once('will-quit', preferences.onChange(apply));
    },
    () => undefined,
  );
}
