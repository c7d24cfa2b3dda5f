import { ipcMain } from 'electron';
import { serveMessagePort } from '../rpc/message-port.ts';
import type { Logger } from '../services/platform/log/logger.ts';
import type { Services } from '../services/services.ts';
import { START_RPC } from './channels.ts';
import { isFromView } from './view-sender.ts';

/**
 * Serves the contract on every port that our own page hands over. The port keeps its messages until it is started,
 * so the page may begin before the services are there.
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
    services.then(
      (ready) => serveMessagePort(port, ready),
      () => port.close(),
    );
  });
}
