import type { ExporterState } from '../../../../shared/contract/exporter.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { alignPairs } from '../../format/format.ts';
import type { Style } from '../../format/style.ts';
import * as observeWords from './words.ts';

export const metrics = defineAction({
  name: 'metrics',
  summary: observeWords.showWhetherAndWhereOtherPrograms,
  details: [
    '--enable yes serves them on 127.0.0.1 for as long as a window or serve is open: as JSON for Node-RED, and for',
    observeWords.prometheusWithTheNamesOfRedis,
  ],
  flags: ['enable', 'port'],
  async run({ api, output, stop }, args) {
    const { exporter } = await api();
    const { enable, port } = args;
    const change = { ...(enable !== undefined && { enabled: enable === 'yes' }), ...(port !== undefined && { port }) };
    const asked = Object.keys(change).length > 0;
    const state = await stop.orStop(asked ? exporter.save(change) : exporter.state());
    output.answer(state, stateLines(state, output.style));
    return state.state === 'failed' ? exitCodes.failed : exitCodes.done;
  },
});

function stateLines(state: ExporterState, style: Style): string[] {
  const urls = alignPairs([
    ['JSON', state.jsonUrl],
    ['Prometheus', state.prometheusUrl],
  ]);
  const message = state.message === null ? [] : [`  ${state.message}`];
  switch (state.state) {
    case 'off':
      return [observeWords.theMetricsAreNotServedAction];
    case 'serving': {
      const by = state.by === null ? '' : observeWords.byTheClientPid(state.by.face, state.by.pid);
      return [observeWords.metricsServed(style.good('served'), by), ...urls];
    }
    case 'waiting':
      return [observeWords.metricsOnBut(style.attention(observeWords.notServedYet)), ...message, ...urls];
    case 'failed':
      return [observeWords.theMetricsAreSwitchedOnAnd2(style.danger(observeWords.notServed)), ...message];
    default:
      return state.state satisfies never;
  }
}
