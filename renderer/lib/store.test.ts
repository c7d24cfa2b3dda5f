import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPersistedStore } from './persisted.ts';
import { createStore } from './store.ts';

describe('createStore', () => {
  test('store › a new value › calls each listener once', () => {
    const store = createStore(1);
    const [one, other] = [vi.fn(), vi.fn()];
    store.subscribe(one);
    store.subscribe(other);
    store.set(2);
    expect(store.get()).toBe(2);
    expect([one.mock.calls.length, other.mock.calls.length]).toEqual([1, 1]);
  });

  test('store › the same value › calls nobody', () => {
    const store = createStore(Number.NaN);
    const listener = vi.fn();
    store.subscribe(listener);
    store.set(Number.NaN);
    expect(listener).not.toHaveBeenCalled();
  });

  test('store › a function › receives the previous value', () => {
    const store = createStore<readonly string[]>([]);
    store.set((before) => [...before, 'a']);
    store.set((before) => [...before, 'b']);
    expect(store.get()).toEqual(['a', 'b']);
  });

  test('store › unsubscribed › not called any more', () => {
    const store = createStore(1);
    const listener = vi.fn();
    const stop = store.subscribe(listener);
    stop();
    stop();
    store.set(2);
    expect(listener).not.toHaveBeenCalled();
  });

  test('store › a listener unsubscribes another during a change › every listener of that change is still called', () => {
    const store = createStore(1);
    const second = vi.fn();
    let stopSecond = () => undefined as unknown;
    store.subscribe(() => stopSecond());
    stopSecond = store.subscribe(second);
    store.set(2);
    store.set(3);
    expect(second).toHaveBeenCalledOnce();
  });

  test('store › a listener sets the value › the store ends with the newest', () => {
    const store = createStore(1);
    store.subscribe(() => store.get() < 5 && store.set((value) => value + 1));
    store.set(2);
    expect(store.get()).toBe(5);
  });
});

/** A browser's storage, in memory. */
function storage(kept: Record<string, string> = {}) {
  return {
    kept,
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, text: string) => {
      kept[name] = text;
    },
  };
}

describe('createPersistedStore', () => {
  beforeEach(() => {
    vi.stubGlobal('localStorage', storage());
    vi.stubGlobal('sessionStorage', storage());
  });
  afterEach(() => vi.unstubAllGlobals());

  const keptAlways = () => (localStorage as unknown as ReturnType<typeof storage>).kept;
  const keptInTab = () => (sessionStorage as unknown as ReturnType<typeof storage>).kept;

  test('persisted › nothing stored › the initial value', () => {
    expect(createPersistedStore('wrap', true).get()).toBe(true);
  });

  test('persisted › a change › is read by the next page', () => {
    createPersistedStore<readonly string[]>('columns', []).set(['keys', 'memory']);
    expect(createPersistedStore<readonly string[]>('columns', []).get()).toEqual(['keys', 'memory']);
    expect(Object.keys(keptAlways())).toEqual(['vrooli.columns']);
  });

  test('persisted › for the tab › never reaches other windows', () => {
    createPersistedStore<string>('search', '', 'tab').set('acme');
    expect(keptAlways()).toEqual({});
    expect(createPersistedStore<string>('search', '', 'tab').get()).toBe('acme');
    expect(keptInTab()).toEqual({ 'vrooli.search': '"acme"' });
  });

  test.each(['', '{', 'null', '12', 'true', '["a"]', '{"a":1}'])(
    'persisted › stored %j where a text is expected › the initial value',
    (text) => {
      keptAlways()['vrooli.name'] = text;
      expect(createPersistedStore<string>('name', 'initial').get()).toBe('initial');
    },
  );

  test.each(['"a"', '[1]', '["a", null]', '{}', 'null'])(
    'persisted › stored %j where texts are expected › the initial value',
    (text) => {
      keptAlways()['vrooli.names'] = text;
      expect(createPersistedStore<readonly string[]>('names', ['x']).get()).toEqual(['x']);
    },
  );

  test('persisted › the storage is full › the choice lasts for this page', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    });
    const store = createPersistedStore<boolean>('wrap', false);
    store.set(true);
    expect(store.get()).toBe(true);
  });

  test('persisted › the browser denies all access › the initial value', () => {
    const denied = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: denied, setItem: denied });
    const store = createPersistedStore<boolean>('wrap', true);
    expect(store.get()).toBe(true);
    store.set(false);
    expect(store.get()).toBe(false);
  });
});
