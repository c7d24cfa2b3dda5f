import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CONTAINER_PRIVILEGES } from '../../../../shared/contract/names.ts';
import type { SettingsDocument } from '../../../../shared/contract/settings.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { someDocument, someSetting } from '../../../../test/support/components/some-document.ts';
import { discardDraft, draftOf } from '../model/draft.ts';
import * as planWords from '../words/plan.ts';
import { DriftNotice } from './drift-notice.tsx';

afterEach(() => discardDraft('main'));

type Drift = SettingsDocument['drift'][number];
const drift = (directive: string, change: Partial<Drift> = {}): Drift =>
  ({ directive, file: '0', live: '60', where: 'server', ...change }) as Drift;

function showDrift(...drifts: readonly Drift[]) {
  const onKeep = vi.fn();
  const document = someDocument([someSetting('timeout', { unit: 'seconds' as never })], { drift: [...drifts] });
  return { onKeep, ...show(<DriftNotice document={document} onKeep={onKeep} />) };
}

describe('drift', () => {
  test('none › no notice', () => {
    showDrift();
    expect(screen.queryByRole('region')).toBeNull();
  });

  test('one setting › both values, and both ways out', () => {
    showDrift(drift('timeout'));
    const notice = screen.getByRole('region', { name: planWords.differencesToTheRunningServer });
    expect(notice.textContent).toContain('1 setting differs');
    const [item] = within(notice).getAllByRole('listitem');
    expect(item?.textContent).toMatch(/timeout.*60.*0/);
  });

  test.each([
    [planWords.saveLiveValuesToFile, 'keep-live', planWords.savingLiveValues],
    [planWords.applyFileToServer, 'keep-file', planWords.applyingFileValues],
  ])('%s › a plan for these settings, which is reviewed first', async (label, kind, about) => {
    const { user, onKeep } = showDrift(drift('timeout'), drift('hz'));
    await user.click(screen.getByRole('button', { name: label }));
    expect(draftOf('main')).toMatchObject({
      ...{ kind: 'ready', about, leftOut: [] },
      request: { kind, directives: ['timeout', 'hz'] },
    });
    expect(onKeep).toHaveBeenCalledOnce();
  });

  test('the container only › it is converted, as a file of a container has no live values to keep', () => {
    showDrift(drift(CONTAINER_PRIVILEGES, { where: 'container' }));
    expect(screen.queryByRole('button', { name: planWords.saveLiveValuesToFile })).toBeNull();
    expect(screen.getByRole('button', { name: planWords.convertContainer })).toBeTruthy();
    expect(screen.getByText(planWords.excessPrivileges)).toBeTruthy();
  });
});
