/**
 * Removes the frame headers from a container's output. Without a terminal, the engine sends frames: an 8-byte header
 * (the first byte is the stream, 0 to 2; the last four are the length), then the text
 * (https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach).
 */
export function withoutFrames(output: Buffer): Buffer {
  const texts: Buffer[] = [];
  let at = 0;
  while (at + 8 <= output.length) {
    const isFrame = output.readUInt8(at) <= 2 && output.readUIntBE(at + 1, 3) === 0;
    if (!isFrame) return at === 0 ? output : Buffer.concat([...texts, output.subarray(at)]);
    const length = output.readUInt32BE(at + 4);
    texts.push(output.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return at === 0 ? output : Buffer.concat(texts);
}
