import { describe, expect, test } from 'vitest';
import { commandOf, someContext } from '../../test/support/components/some-context.ts';
import { someStatus } from '../../test/support/some-status.ts';
import { allCommands } from '../commands/registry.ts';
import './all-commands.ts';

const ids = allCommands().map(({ id }) => id);

describe('all commands', () => {
  test('together › as many as the app has pages and actions', () => {
    expect(ids.length).toBeGreaterThan(60);
  });

  test('together › on any page › no two that are offered have the same shortcut', () => {
    for (const context of [someContext(someStatus('shop')), someContext(someStatus('main')), someContext(null)]) {
      const offered = allCommands().filter(({ available }) => (available?.(context) ?? true) === true);
      const shortcuts = offered.flatMap(({ shortcut }) => shortcut ?? []);
      expect(shortcuts.length).toBeGreaterThan(5);
      expect(shortcuts.filter((shortcut, at) => shortcuts.indexOf(shortcut) !== at)).toEqual([]);
    }
  });

  test.each(ids)('%s › with and without an instance › a title without gaps', (id) => {
    for (const instance of [someStatus('shop'), null]) {
      const title = commandOf(id).title(someContext(instance));
      expect(title).toMatch(/^[A-Z]/);
      expect(title).not.toMatch(/undefined|null|\[object| {2}/);
    }
  });

  test.each(ids)('%s › asked whether it is available › an answer, also when nothing is known', (id) => {
    for (const connected of [true, false]) {
      const answer = commandOf(id).available?.(someContext(null, { connected })) ?? true;
      if (typeof answer === 'string') expect(answer).toMatch(/^[A-Z].+[.!?]?$/);
      else expect(typeof answer).toBe('boolean');
    }
  });

  test.each(ids.filter((id) => id.startsWith('instance.')))('%s › no instance › not offered', (id) => {
    expect(commandOf(id).available?.(someContext(null))).not.toBe(true);
  });

  test.each(ids)('%s › its line of the terminal › of the one script, without gaps', (id) => {
    const line = commandOf(id).terminalLine?.(someContext(someStatus('shop')));
    if (line == null) return;
    expect(line).toMatch(/^manage\.sh( |$)/);
    expect(line).not.toMatch(/undefined|null|\[object| {2}/);
  });
});
