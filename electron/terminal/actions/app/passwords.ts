import type { PasswordList } from '../../../../shared/contract/password.ts';
import { passwordProblem } from '../../../../shared/password-problem.ts';
import * as passwordWords from '../../../../shared/password-words.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import type { Style } from '../../format/style.ts';
import * as appWords from './words.ts';

export const passwords = defineAction({
  name: 'passwords',
  summary: appWords.showEnterOrForgetPasswords,
  details: [appWords.passwordsAreOnlyNeeded, appWords.thePasswordIsRead, appWords.cliPasswordPlace],
  flags: [...instanceFlags, 'enter', 'forget'],
  async run({ api, output, stop, questions }, args) {
    const { enter, forget } = args;
    const id = instanceOf(args);
    if (enter === 'yes' && forget === 'yes') {
      throw badUsage('--forget', appWords.enterOrForget, appWords.enterOrForgetNotBoth);
    }
    const client = await api();
    if (args.instance ?? args['client-id']) await stop.orStop(client.instances.status({ id }));
    let list = await stop.orStop(client.passwords.list());
    if (enter === 'yes') {
      // A password in memory would end with this process.
      if (list.keptIn !== 'file') throw badUsage('--enter', appWords.passwordsInAFile, appWords.chooseTheFileFirst);
      const password = await questions.readSecret(appWords.passwordOf(id));
      if (password === '') throw badUsage('--enter', appWords.aPassword, appWords.noPasswordGiven);
      list = await stop.orStop(client.passwords.enter({ id, password }));
    }
    if (forget === 'yes') list = await stop.orStop(client.passwords.forget({ id }));
    output.answer(list, passwordLines(list, output.style));
    return exitCodes.done;
  },
});

function passwordLines(list: PasswordList, style: Style): readonly string[] {
  const kept = list.items.map(({ id, keptIn, problem }) => {
    const line = `${id}: ${passwordWords.keptPlaces[keptIn]}`;
    return problem === null ? line : `${line}. ${style.attention(passwordWords.unusable[problem])}`;
  });
  const problem = passwordProblem(list);
  const place =
    problem === null
      ? appWords.enteredPasswordsAreKept(passwordWords.keptPlaces[list.keptIn])
      : `${problem} ${appWords.orChooseTheFile}`;
  return [...(kept.length > 0 ? kept : [appWords.noPasswordIsKept]), style.faint(place)];
}
