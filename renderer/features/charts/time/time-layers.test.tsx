import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import type { MetricSeries } from '../../../../shared/contract/metrics.ts';
import { core, failure } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { showAt } from '../../../../test/support/components/show-at.tsx';
import { CompareDialog } from '../comparison/compare-dialog.tsx';
import { EventLane } from '../events/event-lane.tsx';
import {
  chartsState,
  cursor,
  goLive,
  leaveCharts,
  linkedMoment,
  pickedMoment,
  shownSpan,
} from '../model/view-state.ts';
import * as comparisonWords from '../words/comparison.ts';
import * as eventsWords from '../words/events.ts';
import * as timeWords from '../words/time.ts';
import { MomentOffer } from './moment-offer.tsx';
import { MomentProblem } from './moment-problem.tsx';
import { TimeAxis } from './time-axis.tsx';
import { TimeCursor } from './time-cursor.tsx';

const START = Date.parse('2020-01-02T03:00:00.000Z');
/** Ten minutes in 100 points of 6 s. */
const span = { from: START, stepMs: 6000, count: 100 };
const END = START + 600_000;
/** The middle of a point. */
const middle = (point: number) => START + (point + 0.5) * 6000;

const event = (seconds: number, change: Partial<ActivityEvent> = {}): ActivityEvent => ({
  ...{ id: `e${seconds}`, at: new Date(START + seconds * 1000).toISOString(), finishedAt: null, instance: 'main' },
  ...{ kind: 'backup', title: 'Back up main', detail: null, backup: null, face: null, outcome: null, level: 'info' },
  ...change,
});

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue({ left: 0, width: 1000 } as DOMRect);
  Element.prototype.setPointerCapture = () => undefined;
});
afterEach(() => {
  act(() => leaveCharts());
  vi.restoreAllMocks();
});

describe('time cursor', () => {
  const open = (props: Partial<ComponentProps<typeof TimeCursor>> = {}) =>
    show(
      <TimeCursor window={span} events={[]} sizeRef={() => undefined} live describe={() => '12 ops/s'} {...props} />,
    );
  const slider = () => screen.getByRole('slider');
  const press = (key: string, more = {}) => fireEvent.keyDown(slider(), { key, ...more });
  const at = (clientX: number) => ({ clientX, button: 0, pointerId: 1 });

  test('keyboard › arrows move by a point, with Shift by ten, Home and End to the edges', () => {
    open();
    press('ArrowLeft');
    expect(cursor.get()).toBe(middle(98));
    press('ArrowLeft', { shiftKey: true });
    expect(cursor.get()).toBe(middle(88));
    press('ArrowRight');
    expect(cursor.get()).toBe(middle(89));
    press('Home');
    press('ArrowLeft');
    expect(cursor.get()).toBe(middle(0));
    press('End');
    press('ArrowRight');
    expect(cursor.get()).toBe(middle(99));
  });

  test('keyboard › Enter offers what ran then; Escape takes both away', () => {
    open();
    press('Home');
    press('Enter');
    expect(pickedMoment.get()).toBe(middle(0));
    press('Escape');
    expect([cursor.get(), pickedMoment.get()]).toEqual([null, null]);
  });

  test('keyboard › PageUp and Backspace › move the time and undo a zoom', () => {
    open();
    act(() => shownSpan.set({ from: START, to: END }));
    press('PageUp');
    expect(chartsState.get().zooms.at(-1)).toEqual({ from: START - 300_000, to: END - 300_000 });
    press('Backspace');
    expect(chartsState.get().zooms).toEqual([]);
  });

  test('keyboard › a shortcut of the app or of the browser › is left alone', () => {
    open();
    expect(press('ArrowLeft', { ctrlKey: true })).toBe(true);
    expect(press('x')).toBe(true);
    expect(cursor.get()).toBeNull();
  });

  test('screen reader › now, the time of a pause, or the values at the cursor', () => {
    const { unmount } = open();
    expect(slider().getAttribute('aria-valuetext')).toBe('now');
    press('Home');
    expect(slider().getAttribute('aria-valuetext')).toMatch(/^2 Jan 2020, \d\d:00:03: 12 ops\/s$/);
    unmount();
    act(() => goLive());
    open({ live: false });
    expect(slider().getAttribute('aria-valuetext')).toMatch(/^2 Jan 2020, \d\d:10:00$/);
  });

  test('pointer › moves the cursor, and leaves it', async () => {
    open();
    fireEvent.pointerMove(slider(), at(505));
    await waitFor(() => expect(cursor.get()).toBe(middle(50)));
    fireEvent.pointerLeave(slider());
    expect(cursor.get()).toBeNull();
  });

  test('pointer › a click, also with a tremble of some pixels › offers what ran at that point', () => {
    open();
    fireEvent.pointerDown(slider(), at(300));
    fireEvent.pointerUp(slider(), at(302));
    expect(pickedMoment.get()).toBe(middle(30));
    expect(chartsState.get().zooms).toEqual([]);
  });

  test('pointer › a drag, also to the left › zooms to it; a double click undoes that', () => {
    open();
    fireEvent.pointerDown(slider(), at(500));
    fireEvent.pointerUp(slider(), at(250));
    expect(chartsState.get().zooms).toEqual([{ from: START + 150_000, to: START + 300_000 }]);
    fireEvent.doubleClick(slider());
    expect(chartsState.get().zooms).toEqual([]);
  });

  test('pointer › another button, or a drag that the system ends › does nothing', () => {
    open();
    fireEvent.pointerDown(slider(), { ...at(500), button: 2 });
    fireEvent.pointerUp(slider(), at(250));
    fireEvent.pointerDown(slider(), at(500));
    fireEvent.pointerCancel(slider(), at(400));
    fireEvent.pointerUp(slider(), at(250));
    expect([chartsState.get().zooms, pickedMoment.get()]).toEqual([[], null]);
  });

  test('events › a line for each in the time; close ones are one, but a failure is never hidden', () => {
    const events = [event(-5), event(100), event(101), event(102, { level: 'fail' }), event(300), event(700)];
    const { container } = open({ events });
    const lines = [...container.querySelectorAll<HTMLElement>('i')];
    expect(lines.map(({ style, dataset }) => [Number.parseFloat(style.left), dataset.level])).toEqual([
      [16.667, 'info'],
      [17, 'fail'],
      [50, 'info'],
    ]);
  });

  test('before there is a time › a slider that does nothing', () => {
    open({ window: null });
    press('ArrowLeft');
    fireEvent.pointerDown(slider(), at(500));
    fireEvent.pointerUp(slider(), at(100));
    expect([cursor.get(), chartsState.get().zooms]).toEqual([null, []]);
  });
});

describe('time axis', () => {
  const words = (container: HTMLElement) =>
    [...container.querySelectorAll('span')].map(({ textContent }) => textContent);

  test('axis › the cursor › its time with seconds, and no label below it', () => {
    const { container } = show(<TimeAxis window={span} width={1000} />);
    const before = words(container).length;
    expect(before).toBeGreaterThan(2);
    act(() => cursor.set(START + 300_000));
    expect(words(container).at(-1)).toMatch(/^\d\d:05:00$/);
    expect(words(container).length).toBeLessThanOrEqual(before);
  });

  test('axis › a cursor outside the shown time › is not shown', () => {
    act(() => cursor.set(END + 60_000));
    const { container } = show(<TimeAxis window={span} width={1000} />);
    expect(words(container).some((text) => /:\d\d:\d\d$/.test(text ?? '') && text?.includes(':11:'))).toBe(false);
  });

  test('axis › at an edge › the label of the cursor stays inside', () => {
    act(() => cursor.set(START + 1));
    const { container } = show(<TimeAxis window={span} width={1000} />);
    expect([...container.querySelectorAll<HTMLElement>('span')].at(-1)?.style.left).toBe('32px');
  });
});

describe('what ran at a point', () => {
  const offer = (window = span) =>
    showAt('/', { path: '/', component: () => <MomentOffer id="main" window={window} /> });

  test('offer › a point was clicked › links to that time, at least ten seconds long', async () => {
    act(() => pickedMoment.set(START + 60_000));
    offer();
    const link = await screen.findByRole('link');
    expect(decodeURIComponent(link.getAttribute('href') ?? '')).toBe(
      '/#/instances/main/moment?from=2020-01-02T03:00:55.000Z&to=2020-01-02T03:01:05.000Z',
    );
    fireEvent.keyDown(link, { key: 'Escape' });
    expect(pickedMoment.get()).toBeNull();
  });

  test('offer › points of an hour › the whole hour', async () => {
    act(() => pickedMoment.set(START));
    offer({ from: START - 3_600_000, stepMs: 3_600_000, count: 3 });
    const href = decodeURIComponent((await screen.findByRole('link')).getAttribute('href') ?? '');
    expect(href).toContain('from=2020-01-02T02:30:00.000Z&to=2020-01-02T03:30:00.000Z');
  });

  test('offer › nothing was clicked, or the point has left the shown time › none', async () => {
    offer();
    await act(async () => undefined);
    expect(screen.queryByRole('link')).toBeNull();
    act(() => pickedMoment.set(END + 1));
    expect(screen.queryByRole('link')).toBeNull();
  });

  test('a link to a time that cannot be shown › says why, and can be closed', async () => {
    const onClose = vi.fn();
    const { user } = show(<MomentProblem problem="“x” is not a valid time." onClose={onClose} />);
    expect(screen.getByRole('status').textContent).toBe(
      timeWords.problemShowingLiveDataInstead('“x” is not a valid time.'),
    );
    await user.click(screen.getByRole('button', { name: timeWords.closeThisNotice }));
    expect(onClose).toHaveBeenCalledOnce();
  });
});

describe('events above the charts', () => {
  const compared: string[] = [];
  function lane(events: readonly ActivityEvent[], gaps: ComponentProps<typeof EventLane>['gaps'] = []) {
    compared.length = 0;
    core.reply({ operations: { list: () => [] } });
    const Lane = () => (
      <EventLane events={events} gaps={gaps} window={span} width={1000} onCompare={({ id }) => compared.push(id)} />
    );
    return showAt('/', { path: '/', component: Lane });
  }
  const markers = async () =>
    within(await screen.findByRole('list', { name: eventsWords.events })).getAllByRole('button');

  test('marker › one event › its details: who, outcome and how long it took', async () => {
    const done = event(100, {
      ...{ finishedAt: new Date(START + 103_000).toISOString(), face: 'terminal', outcome: 'succeeded' },
      detail: 'nightly, 61,694 keys',
    });
    const { user } = lane([done]);
    await user.click((await markers())[0] as HTMLElement);
    const details = await screen.findByRole('region', { name: 'Back up main' });
    expect(details.textContent).toContain('nightly, 61,694 keys');
    expect(details.textContent).toContain('From a terminal · done in 3.0 s');
    await user.click(within(details).getByRole('button', { name: eventsWords.compareBeforeAndAfter }));
    expect(compared).toEqual(['e100']);
  });

  test('marker › several events › a list to choose from; an observed one says so', async () => {
    const { user } = lane([event(100), event(101, { kind: 'crashed', title: 'main crashed', level: 'fail' })]);
    const [marker] = await markers();
    expect(marker?.textContent).toBe('2 events');
    expect(marker?.getAttribute('data-level')).toBe('fail');
    await user.click(marker as HTMLElement);
    await user.click(await screen.findByRole('button', { name: /^main crashed/ }));
    expect((await screen.findByRole('region', { name: 'main crashed' })).textContent).toContain(eventsWords.detected);
  });

  test('marker › the event of a link › is marked', async () => {
    act(() => linkedMoment.set(START + 100_000));
    lane([event(100), event(500)]);
    expect((await markers()).map((marker) => marker.getAttribute('aria-current'))).toEqual(['true', null]);
  });

  test('gaps › a label where there is room, with the length; before the first data without one', async () => {
    lane(
      [],
      [
        { from: START, to: START + 120_000, before: true },
        { from: START + 300_000, to: START + 420_000, before: false },
      ],
    );
    expect(await screen.findByText(eventsWords.noData)).toBeTruthy();
    expect(screen.getByText(eventsWords.noDataDuration('2 min'))).toBeTruthy();
  });

  test('gaps › a marker is there › no label over it', async () => {
    lane([event(360)], [{ from: START + 300_000, to: START + 420_000, before: false }]);
    await markers();
    expect(screen.queryByText(eventsWords.noDataDuration('2 min'))).toBeNull();
  });
});

describe('before and after an event', () => {
  const series = (metric: string, mean: readonly (number | null)[]): MetricSeries => ({
    ...{ id: 'main', metric: metric as MetricSeries['metric'], min: [], max: [], last: [] },
    mean: [...mean],
  });
  /** The ranges that were asked for, as seconds from the start. */
  const asked = () =>
    core.calls
      .filter(({ procedure }) => procedure === 'metrics.range')
      .map(({ input }) => input as { from: string; to: string })
      .map(({ from, to }) => [(Date.parse(from) - START) / 1000, (Date.parse(to) - START) / 1000]);
  const change = event(1000, {
    finishedAt: new Date(START + 1010_000).toISOString(),
    title: 'Change settings of main',
  });

  function open(before: readonly MetricSeries[], after: readonly MetricSeries[], of = change) {
    core.reply({
      metrics: {
        range: ({ from, to }) => ({
          ...{ from, to, stepMs: 1000, count: 1 },
          series: [...(Date.parse(from) < Date.parse(of.at) ? before : after)],
        }),
      },
    });
    const onClose = vi.fn();
    return { ...show(<CompareDialog id="main" event={of} onClose={onClose} />), onClose };
  }
  const rows = async () =>
    within(await screen.findByRole('table'))
      .getAllByRole('row')
      .slice(1)
      .map((row) => [...row.querySelectorAll('th, td')].map(({ textContent }) => textContent));

  test('averages › before it began and after it ended; points without data do not count', async () => {
    open([series('commandsPerSecond', [100, null, 200])], [series('commandsPerSecond', [300, 300, null])]);
    expect(await rows()).toEqual([[expect.any(String), '150/s', '300/s', '+100 %']]);
    expect(asked()).toEqual([
      [700, 1000],
      [1010, 1310],
    ]);
  });

  test('averages › values that look the same › no change; a metric that is new or unknown', async () => {
    open(
      [series('commandsPerSecond', [1000]), series('pingMs', [null])],
      [series('commandsPerSecond', [1000.2]), series('pingMs', [2])],
    );
    const shown = await rows();
    expect(shown.find(([, before]) => before?.startsWith('1,000'))?.[3]).toBe(comparisonWords.noChange);
    expect(shown.every((row) => row.length === 4)).toBe(true);
  });

  test('averages › another length › both sides have it', async () => {
    const { user } = open([series('commandsPerSecond', [1])], [series('commandsPerSecond', [2])]);
    await rows();
    await user.click(screen.getByRole('radio', { name: comparisonWords.min1 }));
    await waitFor(() =>
      expect(asked().slice(2)).toEqual([
        [940, 1000],
        [1010, 1070],
      ]),
    );
  });

  test('averages › nothing was recorded › says so', async () => {
    open([], []);
    expect(await screen.findByText(comparisonWords.noMetricsOfIdRecordedAround('main'))).toBeTruthy();
  });

  test('averages › cannot be read › the reason, and Try again', async () => {
    let isBroken = true;
    const { user } = open([series('commandsPerSecond', [1])], [series('commandsPerSecond', [2])]);
    core.reply({
      metrics: {
        range({ from, to }) {
          if (isBroken) throw failure('NOT_FOUND', 'There is no instance "main".', { what: 'instance', id: 'main' });
          return { from, to, stepMs: 1000, count: 1, series: [series('commandsPerSecond', [1])] };
        },
      },
    });
    expect((await screen.findByRole('alert')).textContent).toContain('There is no instance "main".');
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rows()).toHaveLength(1);
  });
});
