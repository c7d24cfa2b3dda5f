import type { ConsoleEvent } from '../../../shared/contract/console.ts';

/** Events that the core sends to an open console, after `first`, and their end. */
export function consoleEvents(...first: readonly ConsoleEvent[]) {
  const waiting: ConsoleEvent[] = [...first];
  let wake: () => void = () => undefined;
  let isOver = false;
  return {
    send(event: ConsoleEvent) {
      waiting.push(event);
      wake();
    },
    end() {
      isOver = true;
      wake();
    },
    async *events(): AsyncGenerator<ConsoleEvent> {
      for (;;) {
        for (const event of waiting.splice(0)) yield event;
        if (isOver) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
