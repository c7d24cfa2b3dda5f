import { ipcMain, type MessagePortMain } from 'electron';
import type { Logger } from '../services/platform/log/logger.ts';
import type { Services } from '../services/services.ts';
import { START_RPC } from './channels.ts';
import { isFromView } from './view-sender.ts';

/**
 * Serves the contract on every port that our own page hands over. A port queues its messages until it is started, so
 * the page may send before the services are ready.
 */
export function setupRpc(services: Promise<Services>, log: Logger): void {
  ipcMain.on(START_RPC, (event) => {
    const [port, ...others] = event.ports;
    for (const other of others) other.close();
    if (!port) return;
    if (!isFromView(event)) {
      log.error(START_RPC, new Error('a port was refused: it did not come from the view'));
      port.close();
      return;
    }
    serve(port, services).catch(() => port.close());
  });
}

/** Loaded here and not in the main file: Electron, and so the window, waits for that file. */
async function serve(port: MessagePortMain, services: Promise<Services>): Promise<void> {
  const [{ serveMessagePort }, ready] = await Promise.all([import('../rpc/message-port.ts'), services]);
  serveMessagePort(port, ready);
}
