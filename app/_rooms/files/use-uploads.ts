'use client';
import { useRef, useState } from 'react';
import { sentenceOf } from '#app/_trpc/refusal.ts';
import { within } from '#server/core/files.ts';
import type { RoomsApi } from '../room-context.tsx';

export interface UploadView {
  id: number;
  name: string;
  sent: number;
  total: number;
  state: 'waiting' | 'sending' | 'stored' | 'failed' | 'exists' | 'stopped' | 'lost';
  /** What the server said of it. */
  message: string | null;
}
interface Upload extends UploadView {
  folder: string;
  file: File;
  replace: boolean;
}

const CONFLICT = 409;

/** Only a request of the old kind tells how much of it has gone out. */
function send(url: string, file: File, { request, onSent }: { request: XMLHttpRequest; onSent: (bytes: number) => void }): Promise<Partial<UploadView>> {
  return new Promise((resolve) => {
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => {
      if (request.status < 300) return resolve({ state: 'stored', sent: file.size });
      const message = request.responseText.trim().replace(/\.$/, '');
      resolve({ state: request.status === CONFLICT && /of this name/.test(message) ? 'exists' : 'failed', message });
    };
    request.onerror = () => resolve({ state: 'lost' });
    request.onabort = () => resolve({ state: 'stopped' });
    request.open('PUT', url);
    request.send(file);
  });
}

export interface UploadQueue {
  list: readonly UploadView[];
  add(folder: string, files: readonly File[]): void;
  stop(id: number): void;
  replace(id: number): void;
  clear(): void;
}

/** One file after another: side by side they would only share the way. */
export function useUploads(api: RoomsApi['files'], onStored: () => void): UploadQueue {
  const [list, setList] = useState<readonly Upload[]>([]);
  const all = useRef<readonly Upload[]>([]);
  const going = useRef<{ id: number; request: XMLHttpRequest } | null>(null);
  const change = (next: readonly Upload[]) => setList(all.current = next);
  const patch = (id: number, part: Partial<Upload>) => change(all.current.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const run = async (): Promise<void> => {
    const next = all.current.find(({ state }) => state === 'waiting');
    if (next === undefined || going.current !== null) return;
    const { id, file, folder, name, replace } = next;
    const request = new XMLHttpRequest();
    going.current = { id, request };
    patch(id, { state: 'sending', sent: 0, message: null });
    const ended = await api.put({ path: within(folder, name), replace }).then(
      ({ path }) => (all.current.find((one) => one.id === id)?.state === 'sending' ? send(path, file, { request, onSent: (sent) => patch(id, { sent }) }) : { state: 'stopped' as const }),
      (error: unknown) => ({ state: 'failed' as const, message: sentenceOf(error) }),
    );
    patch(id, ended);
    going.current = null;
    if (ended.state === 'stored') onStored();
    void run();
  };
  return {
    list,
    add(folder, files) {
      const from = Math.max(0, ...all.current.map(({ id }) => id));
      change([...all.current, ...files.map((file, at): Upload => ({ id: from + at + 1, name: file.name, folder, file, sent: 0, total: file.size, state: 'waiting', message: null, replace: false }))]);
      void run();
    },
    stop(id) {
      const sending = going.current?.id === id;
      patch(id, { state: 'stopped' });
      if (sending) going.current?.request.abort();
    },
    replace(id) {
      patch(id, { state: 'waiting', replace: true });
      void run();
    },
    clear: () => change(all.current.filter(({ state }) => state === 'waiting' || state === 'sending')),
  };
}
