import { expect, onTestFinished, test } from 'vitest';
import { acceleratorOf, commandItems, type MenuCommand, menuCommands } from './menu-commands.ts';
import { systemMenus } from './menu-system.ts';
import { chooseLanguage, coreSentence } from './texts.ts';
import { type TrayInstance, trayTemplate, trayToolTip } from './tray-menu.ts';

const calls: unknown[][] = [];
const record =
  (name: string) =>
  (...args: unknown[]) =>
    void calls.push([name, ...args]);
const actions = {
  ...{ open: record('open'), start: record('start'), stop: record('stop') },
  ...{ backUp: record('back up'), quit: record('quit') },
};
const instances: readonly TrayInstance[] = [
  { id: 'main', state: 'running', port: 6380 },
  { id: 'shop', state: 'stopped', port: 6381 },
  { id: 'blog', state: 'unhealthy', port: null },
];
const submenu = (id: string) => {
  const item = trayTemplate(instances, actions).find((one) => one.id === `instance:${id}`);
  return item?.submenu as { label: string; enabled?: boolean; click: () => void }[];
};

test('trayTemplate › main and tenants › state and actions of each', () => {
  const labels = trayTemplate(instances, actions).map(({ label, type }) => label ?? type);
  const states = ['main :6380 – running', 'shop :6381 – stopped', 'blog – needs attention'];
  expect(labels).toEqual(['Open Vrooli Redis Desktop', 'separator', ...states, 'separator', 'Quit']);
  expect(submenu('main').map(({ label }) => label)).toEqual(['Open', 'Stop', 'Back up now']);
  expect(submenu('shop').map(({ label, enabled }) => [label, enabled])).toEqual([
    ['Open', undefined],
    ['Start', true],
    ['Back up now', false],
  ]);
  for (const { click } of submenu('main')) click();
  expect(calls).toEqual([
    ['open', '/instances/main'],
    ['stop', 'main'],
    ['back up', 'main'],
  ]);
});

test('trayTemplate › no instance › still opens and quits', () => {
  const labels = trayTemplate([], actions).map(({ label }) => label);
  expect(labels).toContain('No instance yet');
  expect(labels.at(-1)).toBe('Quit');
});

test('trayTemplate and trayToolTip › German › every label', () => {
  chooseLanguage('de');
  onTestFinished(() => chooseLanguage('en'));
  const labels = trayTemplate(instances, actions).map(({ label, type }) => label ?? type);
  // cspell:disable
  const states = ['main :6380 – läuft', 'shop :6381 – gestoppt', 'blog – auffällig'];
  expect(labels).toEqual(['Vrooli Redis Desktop öffnen', 'separator', ...states, 'separator', 'Beenden']);
  expect(submenu('main').map(({ label }) => label)).toEqual(['Öffnen', 'Stoppen', 'Jetzt sichern']);
  expect(trayToolTip('Redis', instances)).toBe('Redis: 1 von 3 Instanzen läuft; auffällig: blog');
  expect(coreSentence('Back up main')).toBe('main sichern');
  // cspell:enable
  expect(coreSentence('No pattern covers this')).toBe('No pattern covers this');
});

test.each(['linux', 'darwin', 'win32'] as const)(
  'systemMenus › %s, in both languages › roles of Electron, each with a label',
  (platform) => {
    const labelsOf = () =>
      systemMenus(platform, 'Redis').flatMap(({ role, label, submenu: items }) => [
        [role, label],
        ...(items as { role?: string; label?: string; type?: string }[])
          .filter(({ type }) => type !== 'separator')
          .map((item) => [item.role, item.label]),
      ]);
    const english = labelsOf();
    chooseLanguage('de');
    onTestFinished(() => chooseLanguage('en'));
    const german = labelsOf();
    expect(german.map(([role]) => role)).toEqual(english.map(([role]) => role));
    for (const [role, label] of [...english, ...german])
      expect([role, label?.length]).toEqual([expect.any(String), expect.any(Number)]);
    expect(german).toContainEqual(['editMenu', '&Bearbeiten']); // cspell:disable-line
    expect(english).toContainEqual(['quit', { linux: 'Quit', darwin: 'Quit Redis', win32: 'Exit' }[platform]]);
  },
);

test('trayToolTip › some instances run, one needs attention › counts the running ones and names the other', () => {
  expect(trayToolTip('Redis', instances)).toBe('Redis: 1 of 3 instances running; blog needs attention');
  expect(trayToolTip('Redis', instances.slice(0, 1))).toBe('Redis: 1 of 1 instance running');
});

const commands: readonly MenuCommand[] = [
  { id: 'palette.open', title: 'Search', group: 'Help', shortcut: 'mod+k', enabled: true },
  { id: 'go.charts', title: 'Go to charts', group: 'Go to', shortcut: 'g c', enabled: true },
  { id: 'instance.stop', title: 'Stop R&D', group: 'Instance', shortcut: 'shift+s', enabled: false },
  { id: 'all.start', title: 'Start all', group: 'All instances', enabled: true },
];

test('commandItems › groups of commands › in the view’s order, with accelerators that the page handles', () => {
  const ran: string[] = [];
  const items = commandItems(commands, ['Instance', 'All instances'], (id) => ran.push(id));
  expect(items.map(({ label, type }) => label ?? type)).toEqual(['Stop R&&D', 'separator', 'Start all']);
  expect(items[0]).toMatchObject({ enabled: false });
  expect(items[0]).not.toHaveProperty('accelerator');
  const [search] = commandItems(commands, ['Help'], (id) => ran.push(id));
  expect(search).toMatchObject({ accelerator: 'CmdOrCtrl+K', registerAccelerator: false });
  (search as { click: () => void }).click();
  expect(ran).toEqual(['palette.open']);
});

test('acceleratorOf › the view’s notation › Electron’s notation, for Ctrl and ⌘ only', () => {
  expect(acceleratorOf('mod+shift+enter')).toBe('CmdOrCtrl+Shift+Enter');
  for (const none of ['s', 'shift+s', 'g c', '/', undefined]) expect(acceleratorOf(none)).toBeNull();
});

test.each([
  ['not a list', {}],
  ['an unknown group', [{ ...commands[0], group: 'File' }]],
  ['an id that is no name', [{ ...commands[0], id: '../x' }]],
  ['a title of 1,000 characters', [{ ...commands[0], title: 'x'.repeat(1000) }]],
  ['1,000 commands', Array.from({ length: 1000 }, () => commands[0])],
])('menuCommands › %s › refused', (_name, published) => {
  expect(menuCommands.safeParse(published).success).toBe(false);
});
