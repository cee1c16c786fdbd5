/**
 * What `php -S` is for a native PHP: one script answers every request, here in PHP as WebAssembly. A program of its own,
 * so that PHP at work keeps nobody else waiting. The `-S` of its own command line would leak a descriptor with each
 * connection until nothing works after a thousand of them, and opens its door to every network.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { loadNodeRuntime, useHostFilesystem } from '@php-wasm/node';
import { PHP, PHPResponse } from '@php-wasm/universal';

// Their own types name files without an extension, which nobody finds: what is used of them, as it is there.
declare module '@php-wasm/node' {
  export function loadNodeRuntime(version: string, options: { emscriptenOptions: { processId: number; ENV: Record<string, string> } }): Promise<number>;
  export function useHostFilesystem(php: PHP): void;
}
declare module '@php-wasm/universal' {
  export interface PHPRunOptions { scriptPath: string; relativeUri: string; method: string; headers: Record<string, string>; body: Uint8Array; $_SERVER: Record<string, string> }
  export class PHP {
    constructor(runtime: number);
    enableRuntimeRotation(options: { recreateRuntime: () => Promise<number> }): void;
    runStream(request: PHPRunOptions): Promise<object>;
  }
  export class PHPResponse {
    static fromStreamedResponse(streamed: object): Promise<PHPResponse>;
    readonly httpStatusCode: number;
    readonly headers: Record<string, string[]>;
    readonly bytes: Uint8Array;
  }
}

const [version = '', port = '', script = ''] = process.argv.slice(2);

const environment = Object.fromEntries(Object.entries(process.env).map(([name, value = '']) => [name, value]));
const recreateRuntime = (): Promise<number> => loadNodeRuntime(version, { emscriptenOptions: { processId: 1, ENV: environment } });

const php = new PHP(await recreateRuntime());
useHostFilesystem(php);
// Its memory only grows: now and then it is made anew, and when it has broken down.
php.enableRuntimeRotation({ recreateRuntime });

async function answer(req: IncomingMessage): Promise<PHPResponse> {
  const headers = Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)]));
  const streamed = await php.runStream({ scriptPath: script, relativeUri: req.url ?? '/', method: req.method ?? 'GET', headers, body: await buffer(req), $_SERVER: { REQUEST_URI: req.url ?? '/', REMOTE_ADDR: '127.0.0.1' } });
  return PHPResponse.fromStreamedResponse(streamed);
}

async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const { httpStatusCode, headers, bytes } = await answer(req);
    res.writeHead(httpStatusCode, headers).end(bytes);
  } catch (error) {
    res.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
  }
}

createServer((req, res) => void serve(req, res)).listen(Number(port), '127.0.0.1', () => process.stderr.write('started\n'));
