import { EventEmitter } from 'node:events';
import { host } from './host.ts';

type Source = 'system' | 'light' | 'dark';

/** A machine with light colours, unless the app chooses. */
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

/** The scheme that Chromium's pages get. None while the app follows the system, because tests may emulate one. */
export function mediaFeatures(): { name: string; value: string }[] {
  const { themeSource } = nativeTheme;
  return themeSource === 'system' ? [] : [{ name: 'prefers-color-scheme', value: themeSource }];
}
