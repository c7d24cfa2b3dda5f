import { connectionUrl, HIDDEN, type Snippet, snippets } from '../../../../shared/connection/snippets.ts';
import type { Connection } from '../../../../shared/contract/instance.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { alignPairs } from '../../format/format.ts';
import type { Style } from '../../format/style.ts';
import * as instanceWords from './words.ts';

export const connect = defineAction({
  name: 'connect',
  summary: instanceWords.showHowProgramsConnect,
  details: [instanceWords.connectHidesThePassword, instanceWords.connectSnippetDetail],
  flags: [...instanceFlags, 'snippet', 'reveal'],
  async run({ api, output, stop }, args) {
    const id = instanceOf(args);
    const { snippet, reveal } = args;
    const { instances } = await api();
    // A single snippet is for a file or a program, which needs the password.
    const real = reveal === 'yes' || (snippet !== undefined && reveal === undefined);
    const connection = await stop.orStop(instances.connection({ id, reveal: real }));
    const access = { ...connection, password: connection.passwordSet && !real ? HIDDEN : connection.password };
    const usable = snippets.filter(({ needsPort }) => connection.socket === undefined || !needsPort);
    const url = connectionUrl(access);
    if (snippet === undefined) {
      output.answer(document(id, access, usable, url), overview(id, access, usable, url, output.style));
      return exitCodes.done;
    }
    const chosen = usable.find((one) => one.id === snippet);
    if (chosen === undefined && snippet !== 'url') {
      const possible = ['url', ...usable.map((one) => one.id)].join(', ');
      throw badUsage('--snippet', possible, instanceWords.snippetNeedsAPort(id, snippet, possible));
    }
    const text = chosen?.text(access) ?? url;
    output.text({ id, snippet, text }, `${text}\n`);
    return exitCodes.done;
  },
});

function document(id: string, access: Connection, usable: readonly Snippet[], url: string): unknown {
  const { host, port, socket, tls, passwordSet } = access;
  return {
    id,
    url,
    host,
    port: socket === undefined ? port : null,
    socket: socket ?? null,
    tls,
    passwordSet,
    snippets: usable.map((one) => ({ id: one.id, label: one.label, text: one.text(access) })),
  };
}

function overview(id: string, access: Connection, usable: readonly Snippet[], url: string, style: Style): string[] {
  const { passwordSet, password, tls } = access;
  const shown = passwordSet
    ? password === HIDDEN
      ? instanceWords.passwordHidden
      : (password ?? '')
    : instanceWords.noPassword;
  return [
    style.strong(id),
    ...alignPairs([
      ['url', url],
      ['password', shown],
    ]),
    ...usable.flatMap((one) => [
      '',
      style.strong(one.label),
      ...one
        .text(access)
        .split('\n')
        .map((line) => `  ${line}`),
      ...(tls !== null && one.tlsHint
        ? [one.tlsHint(tls)].filter((hint) => hint !== '').map((hint) => `  ${hint}`)
        : []),
    ]),
  ];
}
