import { screen, within } from '@testing-library/react';
import { ServerPanel } from '../../../renderer/features/server/server-panel.tsx';
import type { ConnectedClient } from '../../../shared/contract/server.ts';
import { core } from './fake-core.ts';
import { show } from './show.tsx';

export const AT = '2020-01-02T03:04:05.000Z';

export const none = { value: null, refused: null };

export const refused = {
  value: null,
  refused: { command: 'LATENCY DOCTOR', why: 'not-permitted' as const, said: 'NOPERM no rights' },
};

export const open = (panel: Parameters<typeof ServerPanel>[0]['panel'], search = {}) =>
  show(<ServerPanel id="main" panel={panel} search={search} />);

export const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

export const lines = (name: string) =>
  within(screen.getByRole('table', { name }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent));

/** The value beside a name. */
export const fact = async (name: string) =>
  (await screen.findByText(name, { selector: 'dt' })).nextElementSibling?.textContent;

export const client = (change: Partial<ConnectedClient> = {}): ConnectedClient => ({
  ...{ id: 42, address: '10.0.0.5:50000', name: '', user: 'default', library: '', program: null, own: false },
  ...{ role: 'normal', database: 0, ageSeconds: 90, idleSeconds: 3, command: 'get', queryBytes: 0, outputBytes: 0 },
  ...{ memoryBytes: 22_000, subscriptions: 0 },
  ...change,
});
