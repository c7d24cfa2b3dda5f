import { app } from 'electron';
import type { Services } from '../services/services.ts';
import { chooseLanguage } from './texts.ts';

/** Follows the language preference: the page changes after a reload, everything outside the page immediately. */
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
