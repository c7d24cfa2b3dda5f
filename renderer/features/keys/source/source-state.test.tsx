import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { KeySpace } from '../../../../shared/contract/keyspace.ts';
import { someKeySpace } from '../../../../test/support/components/fake-keys.ts';
import { show } from '../../../../test/support/components/show.tsx';
import * as sourceWords from '../words/source.ts';
import { SourceFoot } from './source-foot.tsx';
import { SourceState } from './source-state.tsx';

const source = { kind: 'instance', instance: 'main' } as const;

function shown(change: Partial<KeySpace>) {
  const space = someKeySpace([{ name: 'a', sizeBytes: 1 }], { source, ...change });
  const doNothing = () => undefined;
  const feed = { space, error: null, stoppedAt: null, retry: doNothing, stop: doNothing, resume: doNothing };
  show(
    <>
      <SourceState source={source} space={space} stoppedAt={null} />
      <SourceFoot source={source} feed={feed} />
    </>,
  );
}

test('a server that stopped before all its keys were read › incomplete, not reading', () => {
  shown({ phase: 'reading', fraction: 0.4, problem: 'main stopped responding' });
  expect(screen.getByText(sourceWords.incomplete)).toBeDefined();
  expect(screen.queryByText(sourceWords.readingKeys)).toBeNull();
});

test('keys that are being read › the share so far', () => {
  shown({ phase: 'reading', fraction: 0.4 });
  expect(screen.getByText(sourceWords.readingShare(' 40 %'))).toBeDefined();
  expect(screen.getByText(sourceWords.readingKeys)).toBeDefined();
});
