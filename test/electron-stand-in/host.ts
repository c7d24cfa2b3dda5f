import { EventEmitter } from 'node:events';
import type { Chromium } from './chromium.ts';

/** Shared by the parts of the stand-in: the one Chromium, and whether the app is ready or about to quit. */
class Host extends EventEmitter {
  chromium: Chromium | null = null;
  isReady = false;
  isQuitting = false;
  /** The folder of the app, with its package.json. */
  appPath = '';
  /** Work that must finish before the process may end. */
  readonly pending = new Set<Promise<unknown>>();

  /** @throws Error before the app is ready */
  requireChromium(): Chromium {
    if (!this.chromium) throw new Error('Cannot do this before app is ready');
    return this.chromium;
  }

  keepUntil(work: Promise<unknown>): void {
    const kept = work.catch(() => undefined).finally(() => this.pending.delete(kept));
    this.pending.add(kept);
  }
}

export const host = new Host();

/** An event whose default action a listener can prevent. */
export class Preventable {
  defaultPrevented = false;
  preventDefault = (): void => {
    this.defaultPrevented = true;
  };
}

/** Emits an event with a preventable first argument. @returns false if a listener prevented it */
export function allowed(emitter: EventEmitter, name: string, details: object = {}, ...rest: unknown[]): boolean {
  const event = Object.assign(new Preventable(), details);
  emitter.emit(name, event, ...rest);
  return !event.defaultPrevented;
}
