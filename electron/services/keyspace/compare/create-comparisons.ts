import type { ComparedSources } from '../../../../shared/contract/compare.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { workerFile } from '../host/worker-file.ts';
import { createKeptOpen } from '../kept-open.ts';
import { sourceVersion } from '../source-version.ts';
import { watchOpened } from '../watch-opened.ts';
import type { CompareListRequest } from './compare-host.ts';
import { openComparison } from './compare-session.ts';
import { startComparison } from './compare-thread.ts';
import type { Comparisons } from './comparisons.ts';
import { csvHead, csvLines, jsonLinesOf } from './export-differences.ts';
import { type ComparisonDeps, openedComparison } from './opened-comparison.ts';

const PAGE_KEYS = 1000;

export interface ComparisonsDeps extends Omit<ComparisonDeps, 'openComparison'> {
  /** Whether a comparison runs in its own thread. A CLI command shows one result, and needs none. */
  readonly threads: boolean;
}

export function createComparisons(deps: ComparisonsDeps): Comparisons {
  const worker = deps.threads ? workerFile('compare-worker') : null;
  const start = worker === null ? openComparison : startComparison.bind(null, worker);
  const opened = createKeptOpen({
    open: (sources: ComparedSources) => openedComparison({ ...deps, openComparison: start }, sources),
    versionOf: async ({ before, after }) => [
      ...(await sourceVersion(deps, before)),
      ...(await sourceVersion(deps, after)),
    ],
  });

  async function* pages(sources: ComparedSources, filter: CompareListRequest['filter'], signal?: AbortSignal) {
    const { opened: comparison, release } = await opened.hold(sources);
    try {
      const host = await comparison.host();
      for (let offset = 0; ; offset += PAGE_KEYS) {
        signal?.throwIfAborted();
        const { items, total } = await host.list({ filter, offset, limit: PAGE_KEYS });
        yield items;
        if (offset + PAGE_KEYS >= total) return;
      }
    } finally {
      release();
    }
  }

  const hostOf = async (sources: ComparedSources) => (await opened.use(sources)).host();
  return {
    watch: (sources, signal) => watchOpened(opened, sources, signal),
    async refresh(sources) {
      const running = opened.opened(sources);
      running?.restart();
      return (await opened.use(sources)).state;
    },
    folder: async ({ before, after, ...request }) => (await hostOf({ before, after })).folder(request),
    list: async ({ before, after, ...request }) => (await hostOf({ before, after })).list(request),
    value: async ({ before, after, ...request }) => (await hostOf({ before, after })).value(request),
    async *export({ before, after, filter, format }, signal) {
      if (format === 'csv') yield csvHead;
      for await (const items of pages({ before, after }, filter, signal)) {
        const text = format === 'csv' ? csvLines(items) : jsonLinesOf(items);
        if (text !== '') yield text;
      }
      if (signal?.aborted) throw new AppError('CANCELLED', 'The export was cancelled.', {});
    },
    close: () => opened.close(),
  };
}
