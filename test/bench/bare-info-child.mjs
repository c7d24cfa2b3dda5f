// The least that sampling needs: one INFO to each of the given ports every five seconds, split into its fields.
import { connect } from 'node:net';

const INTERVAL_MS = 5000;
const servers = process.argv.slice(2).map((port) => {
  const socket = connect(Number(port), '127.0.0.1');
  let reply = '';
  socket.setEncoding('latin1').on('data', (text) => {
    reply += text;
    const length = /^\$(\d+)\r\n/.exec(reply);
    if (!length || reply.length < length[0].length + Number(length[1]) + 2) return;
    const fields = new Map();
    for (const line of reply.split('\r\n')) {
      const [name = '', value = ''] = line.split(':', 2);
      fields.set(name, value);
    }
    reply = '';
  });
  return socket;
});
setInterval(() => {
  for (const socket of servers) socket.write('*1\r\n$4\r\nINFO\r\n');
}, INTERVAL_MS);
process.stdout.write('ready\n');
