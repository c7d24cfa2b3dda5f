import { Duplex } from 'node:stream';
import type { EngineConnection } from '../engine/engine-connection.ts';

/** A port of 127.0.0.1 inside a container, for one connection. Its bytes pass through the engine's API. */
export interface InsideListener {
  /** The connection of a program in the container. Nothing can be read before it connects. */
  readonly stream: Duplex;
  close(): void;
}

const READY = 'ready\n';
const READY_LIMIT_MS = 20_000;
/**
 * How long a connection may carry nothing. The programs do not notice that their engine was killed: without a limit,
 * the server that they serve would wait for its data, and the next start of the engine for the end of that server. A
 * replica acknowledges once a second, and sends an empty line as often while it loads.
 */
const IDLE_SECONDS = 30;

/** Only core functions: a Debian image has perl without its modules. */
const perl = `socket(L,2,1,0)&&setsockopt(L,1,2,pack("l",1))&&bind(L,pack("S n a4 x8",2,$ARGV[0],"\\x7f\\0\\0\\1"))&&listen(L,1)or die"$!\\n";
syswrite STDERR,"ready\\n";
my($i,$l)=(fileno STDIN,fileno L);
sub wait_for{my $limit=shift;my $r="";vec($r,$_,1)=1 for @_;select($r,undef,undef,$limit)or exit;return $r}
my $r=wait_for(undef,$i,$l);exit unless vec($r,$l,1);
accept(C,L);close L;my $c=fileno C;
sub copy{my($from,$to)=@_;my $n=sysread($from,my $d,262144);exit unless $n;my $o=0;while($o<$n){my $w=syswrite($to,$d,$n-$o,$o);exit unless $w;$o+=$w}}
while(1){$r=wait_for($ARGV[1],$i,$c);copy(*STDIN,*C)if vec($r,$i,1);copy(*C,*STDOUT)if vec($r,$c,1)}`;

/** The programs that images have: perl in Debian's, busybox in Alpine's. */
const script = `port=$1 idle=$2
if command -v perl >/dev/null 2>&1; then exec perl -e '${perl}' "$port" "$idle"; fi
if command -v busybox >/dev/null 2>&1; then
  while busybox sleep "$idle" && now=$(busybox grep char "/proc/$$/io"); do
    [ "$now" = "$before" ] && kill $$
    before=$now
  done </dev/null >/dev/null 2>&1 &
  echo ready >&2
  exec busybox nc -l -s 127.0.0.1 -p "$port"
fi
if command -v socat >/dev/null 2>&1; then echo ready >&2; exec socat -T "$idle" - "TCP-LISTEN:$port,bind=127.0.0.1,reuseaddr"; fi
echo "the image has none of perl, busybox and socat" >&2
exit 127`;

/**
 * Listens inside a running container, which needs no outgoing network for it.
 * @throws Error with the reason as a sentence part if the image has no program for it
 */
export async function listenInside(
  connection: EngineConnection,
  container: string,
  port: number,
  signal: AbortSignal,
  idleSeconds: number = IDLE_SECONDS,
): Promise<InsideListener> {
  const socket = await connection.call(
    async (docker) => {
      const exec = await docker.getContainer(container).exec({
        Cmd: ['/bin/sh', '-c', script, 'listen', String(port), String(idleSeconds)],
        ...{ AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: false },
      });
      return exec.start({ hijack: true, stdin: true });
    },
    { limitMs: READY_LIMIT_MS, signal },
  );
  let said = '';
  let isReady = false;
  const frames = frameReader();
  const stream = new Duplex({
    highWaterMark: 1024 * 1024,
    write: (chunk, _encoding, done) => void (socket.write(chunk) ? done() : socket.once('drain', done)),
    // One system call for all that waits.
    writev(chunks, done) {
      socket.cork();
      for (const { chunk } of chunks) socket.write(chunk);
      process.nextTick(() => socket.uncork());
      if (socket.writableNeedDrain) socket.once('drain', done);
      else done();
    },
    read: () => void socket.resume(),
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  stream.on('error', () => undefined);
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it did not begin to listen')), READY_LIMIT_MS);
    socket.on('data', (chunk: Buffer) => {
      for (const { isError, bytes } of frames(chunk)) {
        if (isError) said += bytes.toString('utf8');
        else if (!stream.push(bytes)) socket.pause();
      }
      if (isReady || !said.includes(READY)) return;
      isReady = true;
      clearTimeout(timer);
      resolve();
    });
    const end = () => {
      clearTimeout(timer);
      reject(new Error(said.replace(READY, '').trim() || 'the engine closed the connection'));
      stream.destroy();
    };
    socket.on('end', end);
    socket.on('close', end);
    socket.on('error', end);
  });
  try {
    await ready;
  } catch (error) {
    stream.destroy();
    throw error;
  }
  return { stream, close: () => stream.destroy() };
}

/** Splits the engine's frames: one byte for the kind, three of nothing, four for the size, then the content. */
function frameReader(): (chunk: Buffer) => readonly { readonly isError: boolean; readonly bytes: Buffer }[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const found: { isError: boolean; bytes: Buffer }[] = [];
    while (data.length >= 8) {
      const size = data.readUInt32BE(4);
      if (data.length < 8 + size) break;
      found.push({ isError: data[0] === 2, bytes: data.subarray(8, 8 + size) });
      data = data.subarray(8 + size);
    }
    rest = data;
    return found;
  };
}
