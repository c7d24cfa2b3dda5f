import { expect, test } from 'vitest';
import { chordOf, isLetters, keyCaps, type Pressed } from './shortcut.ts';

function pressed(key: string, held: Partial<Pressed> = {}): Pressed {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

test('chordOf › key with modifiers › the notation of shortcuts', () => {
  expect(chordOf(pressed('k', { ctrlKey: true }))).toBe('mod+k');
  expect(chordOf(pressed('R', { shiftKey: true }))).toBe('shift+r');
  expect(chordOf(pressed('?', { shiftKey: true }))).toBe('?');
  expect(chordOf(pressed('s', { altKey: true }))).toBe('alt+s');
});

test('keyCaps › modifier › the cap of this keyboard', () => {
  expect(keyCaps('mod+k')).toEqual(['Ctrl', 'K']);
  expect(keyCaps('g i')).toEqual(['G', 'I']);
  expect(keyCaps('mod+enter')).toEqual(['Ctrl', 'Enter']);
});

test('isLetters › shortcut without Ctrl › can be turned off', () => {
  expect(['s', 'shift+r', 'g i', 'mod+k'].map(isLetters)).toEqual([true, true, true, false]);
});

test('chordOf › a letter of another alphabet with Shift, or a function key › different chords', () => {
  expect(chordOf(pressed('F1', { shiftKey: true }))).toBe('shift+f1');
  expect(chordOf(pressed('Enter', { ctrlKey: true, shiftKey: true }))).toBe('mod+shift+enter');
  expect(chordOf(pressed('+', { shiftKey: true }))).toBe('+');
  expect(chordOf(pressed('k', { metaKey: true }))).toBe('k');
});

test('keyCaps › every part › one cap each, never an empty one', () => {
  for (const shortcut of ['mod+shift+k', '/', '?', 'alt+s', 'g i', 'mod+enter', 'tab']) {
    expect(keyCaps(shortcut).every((cap) => cap !== '')).toBe(true);
  }
  expect(keyCaps('shift+r')).toEqual(['Shift', 'R']);
});
