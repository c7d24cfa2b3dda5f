import { EventEmitter } from 'node:events';
import { host } from './host.ts';

type Source = 'system' | 'light' | 'dark';

/** A machine in light colours, unless the app chooses. */
class NativeTheme extends EventEmitter {
  #source: Source = 'system';

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    if (source === this.#source) return;
    this.#source = source;
    host.emit('theme');
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
}

export const nativeTheme = new NativeTheme();

/** What the pages of Chromium are told. Nothing where the app follows the system, as tests may emulate that. */
export function mediaFeatures(): { name: string; value: string }[] {
  const { themeSource } = nativeTheme;
  return themeSource === 'system' ? [] : [{ name: 'prefers-color-scheme', value: themeSource }];
}
