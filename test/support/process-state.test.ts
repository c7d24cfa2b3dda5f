import { expect, onTestFinished, test } from 'vitest';
import { processState } from './process-state.ts';

test('process state › nothing was changed › no change is named', () => {
  expect(processState().changes()).toEqual([]);
});

test('process state › a variable, the umask and a listener were changed › each is named, and the variables are put back', () => {
  process.env.TEST_STATE_KEPT = 'kept';
  const [mask, listener] = [process.umask(), () => undefined];
  onTestFinished(() => {
    delete process.env.TEST_STATE_KEPT;
    process.umask(mask);
    process.off('SIGTSTP', listener);
  });
  const state = processState();
  process.env.TEST_STATE_ADDED = 'added';
  delete process.env.TEST_STATE_KEPT;
  process.umask(mask ^ 0o020);
  process.on('SIGTSTP', listener);
  expect(state.changes()).toEqual([
    'the environment variable TEST_STATE_KEPT',
    'the environment variable TEST_STATE_ADDED',
    'the umask',
    'a listener of SIGTSTP',
  ]);
  state.restore();
  expect(process.env.TEST_STATE_KEPT).toBe('kept');
  expect(process.env.TEST_STATE_ADDED).toBeUndefined();
});
