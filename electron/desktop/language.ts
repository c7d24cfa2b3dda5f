import { app } from 'electron';
import type { Services } from '../services/services.ts';
import { chooseLanguage } from './texts.ts';

/** Follows the preference: the page shows another language after a reload, and everything outside of it immediately. */
export function setupLanguage(services: Promise<Services>): void {
  services.then(
    ({ preferences }) => {
      const apply = () => chooseLanguage(preferences.get('language'));
      apply();
      app.once('will-quit', preferences.onChange(apply));
    },
    () => undefined,
  );
}
