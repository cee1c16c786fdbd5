'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FolderPlus, Upload } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { refusedField, sentenceOf } from '#app/_trpc/refusal.ts';
import { Button } from '#app/_ui/button.tsx';
import { Empty } from '#app/_ui/empty.tsx';
import { Note } from '#app/_ui/note.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { useSaid } from '#app/_words/words.tsx';
import { LISTED_MOST, within } from '#server/core/files.ts';
import { useAct } from '../item-row.tsx';
import { useRooms } from '../room-context.tsx';
import { Crumbs } from './crumbs.tsx';
import { Editor } from './editor.tsx';
import { FileTable } from './file-table.tsx';
import { NameForm } from './name-form.tsx';
import { Uploads } from './uploads.tsx';
import { useUploads } from './use-uploads.ts';

const ROOT = 'public_html';

/** One folder after another. What is done is done on the server at once, and the folder is read again. */
export function FileRoom({ onReopen }: { onReopen: () => Promise<void> }) {
  const t = useTranslations('files');
  const { api, view: { service }, readOnly } = useRooms();
  const client = useQueryClient();
  const [path, setPath] = useState('');
  const [editing, setEditing] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const key = ['files', 'list', service.id, service.generation];
  const { data, error, refetch, isFetching } = useQuery({ queryKey: [...key, path], queryFn: () => api.files.list({ path }), staleTime: 0, retry: false });
  const reread = () => client.invalidateQueries({ queryKey: key });
  const uploads = useUploads(api.files, () => void reread());
  if (editing !== null) return <Editor path={editing} readOnly={readOnly !== null} onClose={() => { setEditing(null); void reread(); }} />;
  const folder = path === '' ? ROOT : `${ROOT}/${path}`;
  const go = (to: string) => { setPath(to); setNaming(false); };
  return (
    <DropArea folder={folder} disabled={readOnly !== null} onFiles={(files) => uploads.add(path, files)}>
      <header className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="text-lg font-[600]">{t('title')}</h2>
        <span className="flex flex-wrap gap-2">
          <Button icon={<FolderPlus size={15} aria-hidden />} disabled={readOnly !== null} onClick={() => setNaming(true)}>{t('newFolder')}</Button>
          <ChooseFiles disabled={readOnly !== null} onFiles={(files) => uploads.add(path, files)} />
        </span>
      </header>
      {readOnly !== null && <Note tone="wait" icon="pause">{readOnly}</Note>}
      <Crumbs root={ROOT} path={path} onGo={go} />
      {naming && <NameForm label={t('folderName')} name="" action={t('create')} onCancel={() => setNaming(false)} onSubmit={async (name) => { await api.files.makeFolder({ path: within(path, name) }); setNaming(false); await reread(); }} />}
      <Uploads list={uploads.list} onStop={uploads.stop} onReplace={uploads.replace} onClear={uploads.clear} />
      {error !== null && <Trouble error={error} busy={isFetching} onRetry={async () => void (await refetch())} onReopen={onReopen} />}
      {data === undefined ? error === null && <Reading /> : data.entries.length === 0 ? <div className="rounded-card border border-line bg-surface"><Empty title={t('emptyTitle')}>{t('emptyText')}</Empty></div> : (
        <FileTable key={path} label={t('listOf', { folder })} path={path} entries={data.entries} readOnly={readOnly !== null} onOpen={(name, kind) => (kind === 'folder' ? go(within(path, name)) : setEditing(within(path, name)))} onChanged={reread} />
      )}
      {data?.more === true && <Note tone="wait" icon="stop">{t('more', { count: LISTED_MOST })}</Note>}
      {data !== undefined && data.entries.length > 0 && <p className="text-sm text-muted pointer-coarse:hidden">{t('keys')} {data.entries.some(({ kind }) => kind === 'link') && t('linkText')}</p>}
    </DropArea>
  );
}

function Trouble({ error, busy, onRetry, onReopen }: { error: Error; busy: boolean; onRetry: () => Promise<void>; onReopen: () => Promise<void> }) {
  const t = useTranslations('files');
  const said = useSaid();
  const act = useAct(sentenceOf);
  const shut = refusedField(error) === 'key';
  return <Note tone="bad" icon="cross" action={<Button size="small" busy={busy || act.busy} onClick={() => act.run(shut ? onReopen : onRetry)}>{t(shut ? 'again' : 'tryAgain')}</Button>}>{said(act.error ?? sentenceOf(error))}</Note>;
}

function Reading() {
  const t = useTranslations('room');
  return (
    <div role="status" aria-label={t('reading')} className="divide-y divide-line rounded-card border border-line bg-surface">
      {[1, 2, 3].map((row) => <div key={row} className="flex h-12 items-center px-4"><Skeleton className="h-4 w-1/3" /></div>)}
    </div>
  );
}

function ChooseFiles({ disabled, onFiles }: { disabled: boolean; onFiles: (files: readonly File[]) => void }) {
  const t = useTranslations('files');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input ref={input} type="file" multiple hidden aria-label={t('upload')} onChange={({ currentTarget }) => { onFiles([...(currentTarget.files ?? [])]); currentTarget.value = ''; }} />
      <Button variant="primary" icon={<Upload size={15} aria-hidden />} disabled={disabled} onClick={() => input.current?.click()}>{t('upload')}</Button>
    </>
  );
}

interface DropAreaProps {
  folder: string;
  disabled: boolean;
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}

/** A folder that is dropped is none of the files: a browser gives it without its content. */
const filesOf = ({ items }: DataTransfer): File[] => [...items].filter((item) => item.kind === 'file' && item.webkitGetAsEntry()?.isDirectory !== true).map((item) => item.getAsFile()).filter((file) => file !== null);

function DropArea({ folder, disabled, onFiles, children }: DropAreaProps) {
  const t = useTranslations('files');
  const [over, setOver] = useState(false);
  const carries = (event: DragEvent) => !disabled && event.dataTransfer.types.includes('Files');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a button does the same without a mouse
    <section
      aria-label={t('title')} className="relative flex max-w-[920px] animate-arrive flex-col gap-4"
      onDragOver={(event) => { if (carries(event)) { event.preventDefault(); setOver(true); } }}
      onDragLeave={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false); }}
      onDrop={(event) => { if (carries(event)) { event.preventDefault(); setOver(false); onFiles(filesOf(event.dataTransfer)); } }}
    >
      {children}
      {over && <div className="pointer-events-none absolute -inset-2 z-10 flex items-start justify-center rounded-card border-2 border-dashed border-accent bg-surface/85 pt-16 font-[600]">{t('dropHere', { folder })}</div>}
    </section>
  );
}
