import { Button, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useStore } from '../../lib/store.ts';
import classes from './command-input.module.css';
import type { ConsoleTab } from './model/console-tab.ts';
import { type Script, scriptCommand } from './model/script-command.ts';
import * as consoleWords from './words.ts';

const kinds = ['EVAL', 'FUNCTION LOAD', 'FUNCTION LOAD REPLACE'] as const;
const mono = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } };

/** Writes a script over several lines, with its keys and arguments. */
export function ScriptEditor({ tab }: { readonly tab: ConsoleTab }) {
  const [script, setScript] = useState<Script>({ kind: 'EVAL', body: '', keys: '', args: '' });
  const isBusy = useStore(tab.store, ({ state, connection }) => state.activity !== 'idle' || connection !== 'open');
  const change = (part: Partial<Script>) => setScript((before) => ({ ...before, ...part }));
  const isEval = script.kind === 'EVAL';
  return (
    <section className={classes.script} aria-label={consoleWords.scriptEditor}>
      <Textarea
        label={consoleWords.script}
        placeholder={isEval ? consoleWords.scriptPlaceholder : consoleWords.functionPlaceholder}
        autosize
        minRows={5}
        maxRows={16}
        spellCheck={false}
        styles={mono}
        value={script.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <div className={classes.scriptRow}>
        <Select
          label={consoleWords.kindOfScript}
          data={[...kinds]}
          allowDeselect={false}
          value={script.kind}
          onChange={(kind) => change({ kind: kinds.find((one) => one === kind) ?? 'EVAL' })}
        />
        {isEval && (
          <>
            <Textarea
              label={consoleWords.keysOfScript}
              autosize
              minRows={1}
              maxRows={4}
              styles={mono}
              value={script.keys}
              onChange={(event) => change({ keys: event.currentTarget.value })}
            />
            <Textarea
              label={consoleWords.argsOfScript}
              autosize
              minRows={1}
              maxRows={4}
              styles={mono}
              value={script.args}
              onChange={(event) => change({ args: event.currentTarget.value })}
            />
          </>
        )}
        <Button disabled={script.body.trim() === '' || isBusy} onClick={() => void tab.send(scriptCommand(script))}>
          {consoleWords.sendScript}
        </Button>
      </div>
    </section>
  );
}
