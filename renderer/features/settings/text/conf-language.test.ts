import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import type { Setting } from '../../../../shared/contract/settings.ts';
import { confCompletions } from './conf-language.ts';

const setting = (name: string, change: Partial<Setting> = {}) =>
  ({ name, title: name, description: '', kind: 'text', editable: true, options: null, ...change }) as Setting;
const complete = confCompletions([
  setting('maxmemory'),
  setting('maxmemory-policy', { kind: 'choice', options: ['noeviction', 'allkeys-lru'] }),
  setting('user', { kind: 'lines', editable: false }),
  setting('dir', { editable: false }),
]);

/** The completions at `|`, and where they begin. */
function at(text: string, explicit = false) {
  const position = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', '') });
  const result = complete(new CompletionContext(state, position, explicit));
  return result && { from: result.from, labels: result.options.map(({ label }) => label) };
}

describe('confCompletions', () => {
  test('completions › the start of a line › directives that can be edited, from the first letter of the word', () => {
    expect(at('  max|')).toEqual({ from: 2, labels: ['maxmemory', 'maxmemory-policy', 'user'] });
    expect(at('port 6380\nma|')?.from).toBe(10);
  });

  test('completions › an empty line › only when a person asks for them', () => {
    expect(at('|')).toBeNull();
    expect(at('|', true)?.labels).toContain('maxmemory');
  });

  test('completions › the value of a directive with a fixed set › its values, from the start of the value', () => {
    expect(at('maxmemory-policy all|')).toEqual({ from: 17, labels: ['noeviction', 'allkeys-lru'] });
    expect(at('MAXMEMORY-POLICY |')?.labels).toEqual(['noeviction', 'allkeys-lru']);
  });

  test('completions › a free value, an unknown directive, a second value or a comment › none', () => {
    expect(at('maxmemory 1|')).toBeNull();
    expect(at('unknown a|')).toBeNull();
    expect(at('maxmemory-policy a b|')).toBeNull();
    expect(at('# maxmemory-policy a|')).toBeNull();
  });
});
