import { describe, expect, test } from 'vitest';
import { AppError } from '../../shared/contract/errors.ts';
import { actionTopics, allActions, findAction } from './actions.ts';
import { checkFlags } from './cli/check-flags.ts';
import { parseArguments } from './cli/parse-arguments.ts';
import { actionHelpLines, helpLines } from './cli/print-help.ts';
import * as cliWords from './cli/words.ts';

const topics = await actionTopics();
const actions = await allActions();

/** Every line of the seed that calls the script, without its path. */
const seedLines = `
--action install
--action uninstall
--action uninstall --remove-data yes
--action upgrade
--action start
--action stop
--action restart
--action status
--action monitor
--action monitor --interval 1
--action logs
--action logs --lines 100
--action diagnose
--action benchmark
--action backup
--action backup --backup-name pre-deploy
--action list-backups
--action restore --backup-name pre-deploy
--action restore --backup-name backup-name --yes yes
--action cleanup-backups --days 30
--action flush --database 0
--action flush --database all
--action cli
--action cli --database 1
--action config
--action config --memory 4gb
--action config --persistence both
--action config --memory 4gb --persistence aof
--action create-client --client-id acme-corp
--action list-clients
--action create-client-env --client e-commerce-store --resources redis,postgres,minio
--action destroy-client --client-id acme-corp
`
  .trim()
  .split('\n');

test.each(seedLines)('actions › a line of the scripts, %s › read as before', async (line) => {
  const args = parseArguments(line.split(' '));
  checkFlags(await findAction(args.action ?? ''), args);
});

describe('an unknown action', () => {
  test.each([
    ['instal', 'There is no action "instal"; did you mean install?'],
    ['list-client', 'There is no action "list-client"; did you mean list-clients?'],
    ['create-tenant', 'There is no action "create-tenant"; did you mean create-client?'],
    ['ls', 'There is no action "ls"; did you mean list-clients?'],
    ['toString', /^There is no action "toString"; it is one of install, /],
  ])('%s › refused', async (name, message) => {
    await expect(findAction(name)).rejects.toThrow(message);
    await expect(findAction(name)).rejects.toThrow(AppError);
  });
});

test('actions › every action of the help › is found by its own name', async () => {
  for (const action of actions) expect((await findAction(action.name)).name).toBe(action.name);
});

test('actions › the old name of a renamed action › finds the new one', async () => {
  expect((await findAction('prove-backup')).name).toBe('verify-backup');
  expect((await findAction('prove-isolation')).name).toBe('test-isolation');
});

test('actions › a flag that the action does not use › refused', async () => {
  const [status, version] = [await findAction('status'), await findAction('version')];
  const refused = () => checkFlags(status, parseArguments(['--lines', '5']));
  expect(refused).toThrow(
    '--lines is not a flag of the action "status": this action takes --instance, --client-id, --engine.',
  );
  const none = () => checkFlags(version, parseArguments(['--memory', '5mb']));
  expect(none).toThrow('--memory is not a flag of the action "version": this action takes no flags of its own.');
});

describe('the help', () => {
  test('each action › named with its flags, and no other action', () => {
    const all = helpLines(topics).join('\n');
    for (const action of actions) {
      expect(all).toContain(`  ${action.name} `);
      const own = actionHelpLines(action).join('\n');
      for (const flag of action.flags) {
        expect(all).toContain(`--${flag} `);
        expect(own).toContain(`--${flag} `);
      }
    }
    const [listed = ''] = all.split(cliWords.flagsOfEveryAction);
    expect([...listed.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name)).toEqual(actions.map(({ name }) => name));
  });

  test('width › fits 120 columns', () => {
    for (const line of [helpLines(topics), ...actions.map(actionHelpLines)].flat()) {
      expect(line.length).toBeLessThanOrEqual(120);
    }
  });
});
