'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Inputs, Outputs } from '#app/_trpc/outputs.ts';
import { type Publishing, publishingOf } from '#server/core/publishing.ts';
import { foreseenRows, type RowChange, type ZoneRow } from '#server/core/zone-own.ts';
import { readRecord } from '#server/core/zone-record.ts';
import { useRooms } from '../room-context.tsx';

export type ZoneChanges = Inputs['embed']['dns']['change']['changes'];
export interface Zone {
  /** As it will be with the edits that are under way; null while it is being read. */
  data: (Omit<Outputs['embed']['dns']['list'], 'records'> & { records: readonly ZoneRow[] }) | null;
  error: Error | null;
  reload(): void;
  publishing: Publishing;
  /** One change, however many records it is on: shown from the call on, sent when those before it are answered. Throws what the server says; then what is stands there again. */
  change(changes: ZoneChanges): Promise<void>;
  retry(): Promise<unknown>;
}

/** An edit from its click until the list is there that has it. */
interface Sent {
  changes: ZoneChanges;
  generation: number;
  /** The revision that it was made from; null while it waits for its turn. */
  from: number | null;
}

interface Sending {
  generation: number;
  /** Of the list that is shown. */
  rev: number;
  /** It is the list of before, shown until the new one is read. */
  old: boolean;
  send(edit: { rev: number; changes: ZoneChanges }): Promise<{ rev: number }>;
  reload(): void;
}

/** The edits that are under way, and how another one is sent: one after the other, each from what the one before has made. */
function useSent({ generation, rev, old, send, reload }: Sending) {
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const newest = useRef({ generation, rev });
  const before = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    if (!old && (newest.current.generation !== generation || rev > newest.current.rev)) newest.current = { generation, rev };
  }, [generation, rev, old]);
  // The list may have an edit before its answer is here.
  const isOpen = (edit: Sent): boolean => edit.generation === generation && (edit.from === null || edit.from >= rev);
  const change = (changes: ZoneChanges): Promise<void> => {
    let mine: Sent = { changes, generation, from: null };
    const put = (next: Sent | null) => {
      const was = mine;
      setSent((all) => all.flatMap((edit) => (edit !== was ? [edit] : next === null ? [] : [next])));
      mine = next ?? mine;
    };
    setSent((all) => [...all.filter(isOpen), mine]);
    const answered = before.current.then(async () => {
      const { rev: from } = newest.current;
      put({ ...mine, from });
      const answer = await send({ rev: from, changes });
      newest.current = { generation, rev: answer.rev };
    }).catch((refused: unknown) => {
      put(null);
      throw refused;
    });
    before.current = answered.catch(() => undefined);
    // What somebody else did meanwhile is shown beside the refusal.
    return answered.finally(reload);
  };
  return { sent: sent.filter(isOpen).flatMap(({ changes }) => changes), change };
}

/** A record as the server will write it; as it was typed, where it will refuse it. */
function asWritten(domain: string, changes: ZoneChanges): readonly RowChange[] {
  return changes.flatMap((change): RowChange[] => {
    if (change.do === 'sign') return [];
    if (!('record' in change)) return [change];
    const read = readRecord(domain, change.record);
    return [{ ...change, record: read.ok ? read.record : change.record }];
  });
}

/** The list is read for its revision, which is pushed; so is how far it has come. */
export function useDns(): Zone {
  const { api: { dns }, view } = useRooms();
  const client = useQueryClient();
  const [servers, setServers] = useState(0);
  const publishing = publishingOf(view, servers);
  const { id, domain, generation, zoneRev } = view.service;
  // What the nameserver made of it, a key, is known when it has ended.
  const queryKey = ['dns', id, generation, zoneRev, publishing.operation, publishing.is === 'done'];
  const { data, error, isPlaceholderData: old } = useQuery({ queryKey, queryFn: dns.list, staleTime: 0, placeholderData: (previous) => previous });
  if (data !== undefined && data.servers !== servers) setServers(data.servers);
  const reload = () => void client.invalidateQueries({ queryKey: ['dns', id] });
  const { sent, change } = useSent({ generation, rev: data?.rev ?? 0, old: data === undefined || old, send: dns.change, reload });
  return {
    data: data === undefined ? null : { ...data, records: sent.length === 0 ? data.records : foreseenRows(data.records, asWritten(domain, sent), data.rev + 1) },
    error, reload, publishing, retry: dns.retry, change,
  };
}
