import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { LatencyReport } from '../../../shared/contract/server.ts';
import { core } from '../../../test/support/components/fake-core.ts';
import { AT, lines, none, open, refused } from '../../../test/support/components/server-panels.tsx';
import { momentAround } from './model/panel-names.ts';
import { refusalWords } from './model/refusal-words.ts';
import * as latencyWords from './words/latency.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('latency of a server', () => {
  const report = (change: Partial<LatencyReport> = {}): LatencyReport => ({
    ...{ id: 'main', from: AT, to: AT, thresholdMs: 100, doctor: none, events: [], count: 0 },
    latest: { value: [], refused: null },
    ...change,
  });

  test('events › their meaning, and a link to what ran then', async () => {
    const latest = { value: [{ event: 'fork', at: AT, latestMs: 120, maxMs: 340 }], refused: null };
    core.reply({
      server: { latency: () => report({ latest, events: [{ event: 'fork', at: AT, ms: 120 }], count: 9 }) },
    });
    open('latency');
    await waitFor(() =>
      expect(lines(latencyWords.kinds)[0]?.slice(2)).toEqual(['120 ms', '340 ms', latencyWords.meanings.fork]),
    );
    const link = screen.getByRole('link', { name: latencyWords.showMoment });
    expect(link.getAttribute('href')).toContain(`from=${encodeURIComponent(momentAround(AT).from)}`);
    expect(screen.getByText(latencyWords.shownOf('1', '9'))).toBeTruthy();
  });

  test.each([
    [0, latencyWords.off],
    [null, latencyWords.unknownThreshold],
    [100, latencyWords.threshold('100')],
  ])('threshold › %s › a sentence with the way to its setting', async (thresholdMs, sentence) => {
    core.reply({ server: { latency: () => report({ thresholdMs }) } });
    open('latency');
    const note = (await screen.findByRole('link', { name: latencyWords.changeInSettings })).closest('p');
    expect(note?.textContent).toContain(sentence);
  });

  test('the advice is refused › says which command and why; the other parts are shown', async () => {
    core.reply({ server: { latency: () => report({ doctor: refused }) } });
    open('latency');
    expect(await screen.findByText(refusalWords(refused.refused))).toBeTruthy();
    expect(screen.getByText(latencyWords.noKinds)).toBeTruthy();
    expect(screen.getByText(latencyWords.none)).toBeTruthy();
  });

  test.each(['too-old', 'not-permitted', 'disabled', 'not-running', 'failed'] as const)(
    'refusal › %s › a sentence that ends, with the server’s words after it',
    (why) => {
      const words = refusalWords({ command: 'ACL LIST', why, said: 'ERR x' });
      expect(words).toMatch(/\. ERR x$/);
      expect(refusalWords({ command: 'ACL LIST', why, said: null })).toMatch(/\.$/);
    },
  );
});
