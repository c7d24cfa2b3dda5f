import { rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EngineLab } from './lab.ts';
import type { LabNode } from './node.ts';

type Reply = Readonly<Record<string, unknown>>;

/**
 * A socket on a machine of a lab, in front of its engine, whose replies to `GET /info` and `GET /version` differ: an
 * engine with a wrong clock, or one that is too old.
 * @returns its address for `engines --add`
 */
export async function alteredEngine(
  lab: EngineLab,
  node: LabNode,
  change: (path: string, reply: Reply) => Reply,
): Promise<Pick<LabNode, 'sshAddress'>> {
  const path = join(lab.folder, 'altered.sock');
  rmSync(path, { force: true });
  const server = createServer((asked, answer) => {
    const { method, url = '/', headers } = asked;
    const onward = request({ socketPath: node.socket, method, path: url, headers }, (answered) => {
      if (method !== 'GET' || !/\/(info|version)(\?|$)/.test(url)) {
        answer.writeHead(answered.statusCode ?? 500, answered.rawHeaders);
        answer.flushHeaders();
        answered.pipe(answer);
        return;
      }
      const chunks: Buffer[] = [];
      answered.on('data', (chunk: Buffer) => chunks.push(chunk));
      answered.on('end', () => {
        const reply = change(url, JSON.parse(Buffer.concat(chunks).toString('utf8')) as Reply);
        answer.writeHead(200, { 'content-type': 'application/json' });
        answer.end(JSON.stringify(reply));
      });
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(path, { force: true });
  });
  return { sshAddress: `ssh://root@${node.network.address}${path}` };
}
