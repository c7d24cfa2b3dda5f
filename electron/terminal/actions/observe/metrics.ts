import type { ExporterState } from '../../../../shared/contract/exporter.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { alignPairs } from '../../format/format.ts';
import type { Style } from '../../format/style.ts';

export const metrics = defineAction({
  name: 'metrics',
  summary: 'Show whether other programs can read the metrics and where, or change it',
  details: [
    '--enable yes serves them on 127.0.0.1 for as long as a window or serve is open: as JSON for Node-RED, and for',
    'Prometheus with the names of redis_exporter. They hold no secret. It is off until it is switched on.',
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
      return ['The metrics are not served. --action metrics --enable yes serves them on this machine.'];
    case 'serving': {
      const by = state.by === null ? '' : ` by the ${state.by.face} app (pid ${state.by.pid})`;
      return [`The metrics are ${style.good('served')}${by}.`, ...urls];
    }
    case 'waiting':
      return [`The metrics are switched on and ${style.attention('not served yet')}.`, ...message, ...urls];
    case 'failed':
      return [`The metrics are switched on and ${style.danger('not served')}.`, ...message];
    default:
      return state.state satisfies never;
  }
}
