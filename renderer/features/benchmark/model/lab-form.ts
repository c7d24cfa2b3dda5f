import type { BenchmarkInput, BenchmarkTestName } from '../../../../shared/contract/benchmark.ts';
import {
  benchmarkTestNames,
  MAX_ROUNDS,
  MAX_TRAFFIC_SECONDS,
  MAX_VALUE_BYTES,
  MIN_COMPARED_ROUNDS,
} from '../../../../shared/contract/names.ts';
import { createStore, useStore } from '../../../lib/store.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import * as words from '../words.ts';

/** The numbers of a load, as typed. */
export const loadFields = ['clients', 'valueBytes', 'pipeline', 'requests', 'rounds'] as const;
export type LoadField = (typeof loadFields)[number];

/** What a benchmark will measure. */
export interface LabForm {
  readonly tests: readonly BenchmarkTestName[];
  readonly load: Readonly<Record<LoadField, string>>;
  readonly live: boolean;
  /** Seconds of traffic to record and replay, as typed; empty: none. */
  readonly traffic: string;
  /** B's settings by directive. */
  readonly changes: Readonly<Record<string, string>>;
  /** B's image; null: the same. */
  readonly image: string | null;
}

export const initialForm: LabForm = {
  tests: benchmarkTestNames,
  load: { clients: '20', valueBytes: '64', pipeline: '1', requests: '50000', rounds: '6' },
  live: false,
  traffic: '',
  changes: {},
  image: null,
};

// Outside the view, so that a form survives navigation.
const forms = createStore<Readonly<Record<string, LabForm>>>({});

export function useLabForm(id: string): LabForm {
  return useStore(forms, (all) => all[id] ?? initialForm);
}

export function changeLabForm(id: string, change: Partial<LabForm>): void {
  forms.set((all) => ({ ...all, [id]: { ...(all[id] ?? initialForm), ...change } }));
}

export function isComparison({ changes, image }: LabForm): boolean {
  return Object.keys(changes).length > 0 || image !== null;
}

const limits: Readonly<Record<LoadField, readonly [min: number, max: number]>> = {
  clients: [1, 500],
  valueBytes: [1, MAX_VALUE_BYTES],
  pipeline: [1, 1000],
  requests: [100, 10_000_000],
  rounds: [1, MAX_ROUNDS],
};

/** Why a number is invalid; null if it is valid. */
export function loadProblem(form: LabForm, field: LoadField): string | null {
  const [ownMin, max] = limits[field];
  const min = field === 'rounds' && isComparison(form) ? MIN_COMPARED_ROUNDS : ownMin;
  const text = form.load[field].trim();
  const isFine = /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max;
  return isFine ? null : words.wholeNumber(min, max);
}

/** Why the duration of a recording is invalid; null if it is valid. */
export function trafficProblem({ traffic }: LabForm): string | null {
  const text = traffic.trim();
  const isFine = text === '' || (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_TRAFFIC_SECONDS);
  return isFine ? null : words.wholeNumber(1, MAX_TRAFFIC_SECONDS);
}

/** Whether the instance itself is measured: only alone, and without traffic, which would change its data. */
export function isLive(form: LabForm): boolean {
  return form.live && !isComparison(form) && form.traffic.trim() === '';
}

/** The input of the benchmark; null while the form has a problem. */
export function inputOf(id: string, form: LabForm): BenchmarkInput | null {
  if (form.tests.length === 0 || loadFields.some((field) => loadProblem(form, field) !== null)) return null;
  if (form.image?.trim() === '' || trafficProblem(form) !== null) return null;
  const traffic = form.traffic.trim();
  const load = Object.fromEntries(loadFields.map((field) => [field, Number(form.load[field])]));
  const image = form.image?.trim();
  return {
    id,
    ...load,
    tests: [...form.tests],
    live: isLive(form),
    ...(traffic !== '' && { trafficSeconds: Number(traffic) }),
    ...(isComparison(form) && { against: { changes: form.changes, ...(image && { image }) } }),
  };
}

/** The command that does the same. */
export function labLine(id: string, form: LabForm): string {
  const { load, tests, image, changes, traffic } = form;
  const line = terminalLine('benchmark', {
    instance: id,
    tests: tests.length === benchmarkTestNames.length ? null : tests.join(','),
    requests: load.requests,
    clients: load.clients,
    pipeline: load.pipeline,
    size: load.valueBytes,
    rounds: load.rounds,
    traffic: traffic.trim() || null,
    live: isLive(form) ? 'yes' : null,
    'against-image': image?.trim() || null,
  });
  const against = Object.entries(changes).map(([name, value]) => terminalLine('', { against: `${name}=${value}` }));
  return [line, ...against.map((part) => part.slice(part.indexOf('--against')))].join(' ');
}
