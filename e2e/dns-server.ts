/** A nameserver that answers from a table, over UDP, in the few record types that are asked for here. */
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

type Type = 'A' | 'AAAA' | 'NS' | 'CNAME' | 'TXT' | 'MX';
export type Records = Record<string, Partial<Record<Type, readonly string[]>>>;

export interface DnsServer extends AsyncDisposable {
  /** It serves the zones above: who a name is delegated to it says beside its answer, as a parent does. */
  parent: boolean;
  port: number;
  /** Changed while it runs. */
  records: Records;
  /** `silent`: takes questions and answers none; `refused`: it does not know the zone. */
  mood: 'well' | 'silent' | 'refused';
  /** `A www.customer.com`, in order. */
  asked: string[];
}

const TYPES: Readonly<Record<number, Type>> = { 1: 'A', 28: 'AAAA', 2: 'NS', 5: 'CNAME', 16: 'TXT', 15: 'MX' };
const codes: Readonly<Record<Type, number>> = { A: 1, AAAA: 28, NS: 2, CNAME: 5, TXT: 16, MX: 15 };

function nameOf(packet: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let size = packet.readUInt8(at); size > 0; size = packet.readUInt8(at)) {
    labels.push(packet.toString('latin1', at + 1, at + 1 + size));
    at += 1 + size;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

const encodedName = (name: string): Buffer => Buffer.concat([...name.split('.').map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)])), Buffer.of(0)]);

function ipv6Bytes(address: string): Buffer {
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const all = address.includes('::') ? [...groups(head), ...Array<string>(8 - groups(head).length - groups(tail).length).fill('0'), ...groups(tail)] : groups(address);
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** A text longer than 255 bytes comes in pieces. */
const textBytes = (text: string): Buffer => Buffer.concat((text.match(/.{1,255}/gs) ?? ['']).map((piece) => Buffer.concat([Buffer.of(Buffer.byteLength(piece)), Buffer.from(piece)])));

/** `10 mail.customer.com`. */
function mxBytes(value: string): Buffer {
  const [priority = '0', host = ''] = value.split(' ');
  const head = Buffer.alloc(2);
  head.writeUInt16BE(Number(priority));
  return Buffer.concat([head, encodedName(host)]);
}

const dataOf = (type: Type, value: string): Buffer => {
  if (type === 'A') return Buffer.from(value.split('.').map(Number));
  if (type === 'TXT') return textBytes(value);
  if (type === 'MX') return mxBytes(value);
  return type === 'AAAA' && isIPv6(value) ? ipv6Bytes(value) : encodedName(value);
};

function record(type: Type, value: string): Buffer {
  const data = dataOf(type, value);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(codes[type], 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

const REFUSED = 5;
const NO_SUCH_NAME = 3;

function answer(packet: Buffer, server: Pick<DnsServer, 'records' | 'mood' | 'asked' | 'parent'>): Buffer {
  const { name, end } = nameOf(packet);
  const type = TYPES[packet.readUInt16BE(end)];
  server.asked.push(`${type ?? 'other'} ${name}`);
  const known = server.records[name];
  const values = type === undefined ? [] : (known?.[type] ?? []);
  const aliases = values.length === 0 && type !== 'CNAME' ? (known?.CNAME ?? []) : [];
  const rows = server.mood === 'refused' || type === undefined ? [] : [...values.map((value) => record(type, value)), ...aliases.map((value) => record('CNAME', value))];
  const head = Buffer.from(packet.subarray(0, 12));
  const code = server.mood === 'refused' ? REFUSED : known === undefined ? NO_SUCH_NAME : 0;
  head.writeUInt16BE(0x8400 | (packet.readUInt16BE(2) & 0x0100) | code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(server.parent ? 0 : rows.length, 6);
  head.writeUInt16BE(server.parent ? rows.length : 0, 8);
  head.writeUInt16BE(0, 10);
  return Buffer.concat([head, packet.subarray(12, end + 4), ...rows]);
}

/** On one of the machine's own addresses, `127.0.0.1` to `127.0.0.254`; port 0 = any free one. */
export async function startDns(address: string, port = 0, records: Records = {}): Promise<DnsServer> {
  const socket = createSocket('udp4');
  await new Promise<void>((done, fail) => socket.once('error', fail).bind(port, address, done));
  const server: DnsServer = {
    port: socket.address().port, records, mood: 'well', asked: [], parent: false,
    [Symbol.asyncDispose]: () => new Promise((done) => { socket.close(done); }),
  };
  socket.on('message', (packet, from) => {
    if (server.mood !== 'silent') socket.send(answer(packet, server), from.port, from.address);
    else server.asked.push('unanswered');
  });
  return server;
}
