/** The frame's page without Next's runtime. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Frame, swapRuntime, withFrame } from './frame.ts';

const frame: Frame = { script: '/_next/static/frame/frame-A.js', parts: ['/_next/static/frame/chunk-B.js'], sources: 'A' };
const page = '<html><head><link rel="stylesheet" href="/_next/static/chunks/a.css"/><link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/a.js"/><script src="/_next/static/chunks/a.js" async=""></script></head>'
  + '<body><script>settle()</script><div id="frame">Ünder way</div><script>(self.__next_f=self.__next_f||[]).push([0])</script><script>self.__next_f.push([1,"\\u003c/script\\u003e"])</script><script src="/_next/static/chunks/b.js" id="_R_" async=""></script></body></html>';

describe('the frame’s page', () => {
  it('has its own script in the place of Next’s, and the rest as it was', () => {
    expect(withFrame(page, frame)).toBe('<html><head><link rel="stylesheet" href="/_next/static/chunks/a.css"/><link rel="modulepreload" href="/_next/static/frame/chunk-B.js"><script type="module" src="/_next/static/frame/frame-A.js"></script></head><body><script>settle()</script><div id="frame">Ünder way</div></body></html>');
  });

  it('is left alone where it is another page', () => {
    const other = page.replace('id="frame"', 'id="other"');
    expect(withFrame(other, frame)).toBe(other);
  });
});

describe('an answer', () => {
  async function asked(path: string, listener: RequestListener, headers: Record<string, string> = {}): Promise<Response> {
    const server = createServer((req, res) => {
      swapRuntime(req, res, frame);
      void listener(req, res);
    });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    try {
      const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
      return new Response(await answer.text(), { status: answer.status, headers: answer.headers });
    } finally {
      server.close();
    }
  }
  const inPieces: RequestListener = (_, res) => {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    res.flushHeaders();
    // In the middle of a letter of two bytes.
    const bytes = Buffer.from(page);
    const middle = bytes.indexOf('nder') - 1;
    res.write(bytes.subarray(0, middle), () => res.end(bytes.subarray(middle)));
  };

  it('is changed as a whole, however it came, and says how long it is', async () => {
    for (const encoding of ['gzip', 'identity']) {
      const answer = await asked('/embed?theme=dark', inPieces, { 'accept-encoding': encoding });
      expect(answer.headers.get('content-encoding')).toBe(encoding === 'gzip' ? 'gzip' : null);
      expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(0);
      expect(await answer.text()).toBe(withFrame(page, frame));
    }
  });

  it('of another page, or to another method, passes as it is', async () => {
    expect(await (await asked('/embedded', inPieces)).text()).toBe(page);
    expect(await (await asked('/services', inPieces)).text()).toBe(page);
  });

  it('keeps its status', async () => {
    const answer = await asked('/embed', (_, res) => { res.statusCode = 500; res.end('Something went wrong'); });
    expect([answer.status, await answer.text()]).toEqual([500, 'Something went wrong']);
  });
});
